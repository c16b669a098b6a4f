// What an API key is: how one is minted, what of it is stored, and how a mistyped one is told without a look-up.
// The gate's first step (bearer -> well formed? -> hash -> caller) and whoever issues keys stand on this file.
import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const prefix = 'aip_live_';
const randomLength = 32;
const checksumLength = 6;
const keyLength = prefix.length + randomLength + checksumLength;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const shape = new RegExp(`^${prefix}[0-9A-Za-z]{${randomLength + checksumLength}}$`);

/** `secret` is shown once and never stored; `hash` and `last4` are what is kept of it. */
export interface MintedKey { secret: string; hash: string; last4: string }

/** A new key: 32 characters of base62 (190 random bits) and a checksum that lets scanners and us tell a real one offline. */
export function mintKey(): MintedKey {
  // randomInt rejects the uneven rest of its range, so every character is equally likely.
  const random = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  const secret = prefix + random + checksum(prefix + random);
  return { secret, hash: hashKey(secret), last4: secret.slice(-4) };
}

/** SHA-256 as lower-case hex. A slow hash would protect guessable secrets; nobody guesses 190 random bits. */
export function hashKey(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether this can be a key of ours at all. Bounded work for any input: what has another length is not read. */
export function isWellFormedKey(secret: string): boolean {
  return secret.length === keyLength
    && shape.test(secret)
    && secret.slice(-checksumLength) === checksum(secret.slice(0, -checksumLength));
}

/** CRC32 in base62, most significant digit first, padded to six digits (62^6 > 2^32). */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < checksumLength; place += 1) {
    digits = alphabet[rest % alphabet.length] + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
