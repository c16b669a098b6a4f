// COPY takes no parameters: the values of a statement are written into it.
import { escapeLiteral } from 'pg';
import { DatabaseError } from '../errors.js';
import type { SqlText } from '../reports/sql-text.js';

/** The same statement without `$1`, `$2`, …: texts, numbers, truths and lists of them stand in their places. */
export function withLiterals({ text, values }: SqlText): string {
  return text.replace(/\$(\d+)/g, (_, place: string) => literal(values[Number(place) - 1]));
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`;
  switch (typeof value) {
    case 'string': return textLiteral(value);
    case 'number': case 'bigint': case 'boolean': return `'${value}'`;
    default: throw new TypeError(`a value of a statement is a ${typeof value}`);
  }
}

/** Postgres' texts have no character zero, and a statement ends at one. */
function textLiteral(value: string): string {
  if (value.includes('\0')) throw new DatabaseError('unstorable', 'a text with a character zero in it');
  return escapeLiteral(value);
}
