// The codes that let a member in who lost the second factor: shown once, each good for one sign-in, stored as hashes.
import { createHash, randomInt } from 'node:crypto';

const codesPerMember = 10;
const groupsPerCode = 3;
const groupLength = 4;
/** 32 characters, so 5 bits each and 60 a code. What i, l and o would be taken for is here; they themselves are not. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten codes like `k7m2-9qfd-3xwp`. Each is worth 60 random bits, which is why a plain hash of them is enough. */
export function mintRecoveryCodes(): string[] {
  return Array.from({ length: codesPerMember }, () => Array.from({ length: groupsPerCode }, group).join('-'));
}

/** What is stored of a code, and looked up: SHA-256 in hex, the same for every way in which people type it. */
export function hashRecoveryCode(code: string): string {
  return createHash('sha256').update(normalRecoveryCode(code)).digest('hex');
}

/** The code as it was minted, without dashes: small letters, no blanks, and letters that look like a digit read as that digit. */
export function normalRecoveryCode(code: string): string {
  return code.toLowerCase().replace(/[\s\p{Dash}]/gu, '').replaceAll('o', '0').replace(/[il]/g, '1');
}

function group(): string {
  return Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}
