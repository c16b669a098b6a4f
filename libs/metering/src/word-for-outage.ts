// What the log says of a write that failed: its kind, never its words, which may quote a row.
import { DatabaseError } from '#database/errors';

export function wordFor(error: unknown): string {
  if (error instanceof DatabaseError) return error.kind;
  return error instanceof Error ? error.name : typeof error;
}
