// Codes of the second factor: six digits from a shared secret and the time (RFC 6238), as authenticator apps make them.
import { generateSecret, generateURI, verify } from 'otplib/functional';

/** One step of 30 s before and after: clocks of telephones are not exact, and typing takes time. */
const toleranceSeconds = 30;

/** A new secret, and the address that apps read from a picture. */
export function newTotpSecret(email: string): { secret: string; uri: string } {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: 'AIProxy', label: email, secret }) };
}

/** The time step that the code is of; undefined when it is none for this time. */
export async function totpStepOf(code: string, secret: string, nowMs: number): Promise<number | undefined> {
  const digits = code.replace(/\s/g, '');
  if (!isTotpCode(digits)) return undefined;
  const result = await verify({ secret, token: digits, epoch: Math.floor(nowMs / 1000), epochTolerance: toleranceSeconds });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** What is no such code may be a recovery code. */
export const isTotpCode = (code: string): boolean => /^\d{6}$/.test(code.replace(/\s/g, ''));
