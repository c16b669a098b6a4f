// What an API key is: how one is minted, what of it is stored, and how a mistyped one is told without a look-up.
// The gate's first step (bearer -> well formed? -> hash -> caller) and whoever issues keys stand on this file.
import { hashSecret, secretKind, type MintedSecret } from './secret.js';

const key = secretKind('aip_live_');

/** `secret` is shown once and never stored; `hash` and `last4` are what is kept of it. */
export type MintedKey = MintedSecret;

/** A new key. */
export function mintKey(): MintedKey {
  return key.mint();
}

/** What is stored of a key, and looked up. */
export function hashKey(secret: string): string {
  return hashSecret(secret);
}

/** Whether this can be a key of ours at all; bounded work for any input. */
export function isWellFormedKey(secret: string): boolean {
  return key.isWellFormed(secret);
}
