// What repositories refuse, as answers.
import { DatabaseError, type DatabaseErrorKind } from '#database/errors';
import { ApiError } from '#server/errors/api-error';
import type { ErrorCode } from '#server/errors/catalogue';

const codes: Partial<Record<DatabaseErrorKind, ErrorCode>> = {
  missing: 'not_found', stale: 'stale', conflict: 'conflict', ended: 'conflict', 'in-use': 'in_use', 'file-managed': 'file_managed', unstorable: 'invalid_request',
  unavailable: 'database_unavailable', 'too-slow': 'database_unavailable',
};

/** These kinds are raised by our own repositories, in words for people. */
const spoken: ReadonlySet<DatabaseErrorKind> = new Set(['missing', 'stale', 'conflict', 'ended', 'in-use', 'file-managed']);

/** Undefined for what no repository has thrown. */
export function databaseAnswer(error: unknown): ApiError | undefined {
  if (!(error instanceof DatabaseError)) return undefined;
  const code = codes[error.kind] ?? 'internal_error';
  const isOurs = spoken.has(error.kind) && error.cause === undefined; // a taken name may be Postgres' to say, in words of its own
  return new ApiError(code, { internal: error.message, param: error.field ?? null, ...(isOurs && { message: error.message }), ...(error.kind === 'too-slow' && { message: 'This took too long. Ask for fewer days, or for fewer groups.' }) });
}
