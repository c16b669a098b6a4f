// What every link that takes a new password checks alike.
import { ApiError } from '#server/errors/api-error';
import { requireGoodPassword } from '../session/own-password.service.js';
import { hashPassword } from '../session/passwords.js';

/** Throws 400 when it is too weak. */
export async function hashNewPassword(password: string, email: string): Promise<string> {
  requireGoodPassword(password, email);
  return hashPassword(password);
}

/** What counts as a guess at a link. */
export const isDeadLink = (error: unknown) => error instanceof ApiError && error.code === 'not_found';

/** Unknown, used, revoked and expired ones look alike. */
export function deadLink(): never {
  throw new ApiError('not_found', { param: 'token', message: 'This link does not work any more. Ask for a new one.' });
}
