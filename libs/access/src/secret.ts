// The one shape of every secret that we issue for keeping: a prefix that says what it opens, randomness, a checksum.
// `key.ts` and `token.ts` name the prefixes; what is stored of a secret is decided here.
import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const randomLength = 32;
const checksumLength = 6;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `secret` is shown once and never stored; `hash` and `last4` are what is kept of it. */
export interface MintedSecret { secret: string; hash: string; last4: string }

export interface SecretKind {
  /** 32 characters of base62 (190 random bits) and a checksum that lets scanners and us tell a real one offline. */
  mint(): MintedSecret;
  /** Whether this can be one of ours at all. Bounded work for any input: what has another length is not read. */
  isWellFormed(secret: string): boolean;
}

/** Secrets that begin with `prefix`. The checksum covers the prefix, so one kind is never well formed as another. */
export function secretKind(prefix: string): SecretKind {
  const length = prefix.length + randomLength + checksumLength;
  const shape = new RegExp(`^${prefix}[0-9A-Za-z]{${randomLength + checksumLength}}$`);
  return {
    mint() {
      // randomInt rejects the uneven rest of its range, so every character is equally likely.
      const random = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('');
      const secret = prefix + random + checksum(prefix + random);
      return { secret, hash: hashSecret(secret), last4: secret.slice(-4) };
    },
    isWellFormed: (secret) => secret.length === length
      && shape.test(secret)
      && secret.slice(-checksumLength) === checksum(secret.slice(0, -checksumLength)),
  };
}

/** SHA-256 as lower-case hex. A slow hash would protect guessable secrets; nobody guesses 190 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
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
