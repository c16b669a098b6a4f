// What a command could not do, in words for whoever reads the terminal: never a stack, never a secret.
import { DatabaseError } from '#database/errors';
import { EnvError } from '#server/env/read-env';
import { RefusedError } from './api/refused-error.js';
import { plain } from './output/plain.js';

/** `message` is for people and whole. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

export function renderFailure(error: unknown): string {
  if (error instanceof RefusedError) return renderRefusal(error);
  if (error instanceof CliError || error instanceof EnvError) return error.message;
  if (error instanceof DatabaseError) return renderDatabaseFailure(error);
  return `aiproxy itself failed: ${lastLineOf(error instanceof Error ? error.message : String(error))}`;
}

function renderDatabaseFailure({ kind, message }: DatabaseError): string {
  if (kind === 'unavailable') return 'The database cannot be reached. Check DATABASE_URL.';
  if (kind === 'rejected') return 'The database does not let us in. Check DATABASE_URL.';
  return lastLineOf(message);
}

/** Some of what we stand on puts the line that failed, with its surroundings, before the reason. */
const lastLineOf = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** All that is wrong, field by field; one problem alone is the message already. */
function renderRefusal({ message, param, problems }: RefusedError): string {
  if (problems.length > 1) return problems.map(({ param, message }) => plain(fieldFirst(param, message))).join('\n');
  return plain(param === null ? message : fieldFirst(param, message));
}

const fieldFirst = (param: string, message: string) => (message.includes(param) ? message : `${param}: ${message}`);
