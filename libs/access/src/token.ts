// The secrets by which members come in, other than passwords: personal access tokens for their scripts, and the plain
// tokens of sessions and one-time links. Of each only its hash is stored; the admin API's first step looks that up.
import { randomBytes } from 'node:crypto';
import { hashSecret, secretKind, type MintedSecret } from './secret.js';

const accessToken = secretKind('aip_pat_');

/** A new personal access token, in the shape of a key, so that scanners and people know one when they see it. */
export function mintAccessToken(): MintedSecret {
  return accessToken.mint();
}

/** Whether this can be a personal access token at all; bounded work for any input. */
export function isWellFormedAccessToken(secret: string): boolean {
  return accessToken.isWellFormed(secret);
}

/** `secret` goes into the cookie or the link; `hash` is what is kept of it. */
export interface MintedToken { secret: string; hash: string }

/** A token for a session or a one-time link: 256 random bits as 43 characters that need no escaping in a URL or a cookie. */
export function mintToken(): MintedToken {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashToken(secret) };
}

/** What is stored of a token of either sort, and looked up: SHA-256 as lower-case hex. */
export function hashToken(secret: string): string {
  return hashSecret(secret);
}
