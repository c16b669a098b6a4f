// What repositories refuse, as answers.
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { DatabaseError, type DatabaseErrorKind } from '#database/errors';
import { ApiError } from '#server/errors/api-error';
import type { ErrorCode } from '#server/errors/catalogue';
import { ErrorFilter } from '#server/errors/error.filter';

const codes: Partial<Record<DatabaseErrorKind, ErrorCode>> = {
  missing: 'not_found', stale: 'stale', conflict: 'conflict', 'in-use': 'in_use', 'file-managed': 'file_managed', unstorable: 'invalid_request',
  unavailable: 'database_unavailable',
};

/** These kinds are raised by our own repositories, in words for people; the others quote Postgres. */
const spoken: ReadonlySet<DatabaseErrorKind> = new Set(['missing', 'stale', 'in-use', 'file-managed']);

@Catch(DatabaseError)
export class DatabaseErrorFilter implements ExceptionFilter {
  constructor(private readonly errors: ErrorFilter) {}

  catch(error: DatabaseError, host: ArgumentsHost): void {
    this.errors.catch(answerOf(error), host);
  }
}

export function answerOf(error: DatabaseError): ApiError {
  const code = codes[error.kind] ?? 'internal_error';
  return new ApiError(code, { internal: error.message, ...(spoken.has(error.kind) && { message: error.message }) });
}
