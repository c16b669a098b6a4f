// Rows of the audit log as the API shows them, and as the lines of an export.
import type { AuditRecord } from '#database/audit';
import type { AuditRowDto } from './audit.dto.js';

export function renderAuditRow({ sequence, at, authorKind, authorId, authorName, before, after, ...row }: AuditRecord): AuditRowDto {
  return {
    sequence: sequence.toString(), at: at.toISOString(),
    author: { kind: authorKind as AuditRowDto['author']['kind'], id: authorId, name: authorName },
    via: row.via, action: row.action, resource: row.resource, resourceId: row.resourceId, projectId: row.projectId,
    before: parseStored(before), after: parseStored(after),
    address: row.address, client: row.client, requestId: row.requestId, hash: row.hash, previousHash: row.previousHash,
  };
}

const parseStored = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

type Rows = AsyncIterable<AuditRecord>;

export async function* renderNdjson(rows: Rows): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(renderAuditRow(row))}\n`;
}

const columns = [
  'sequence', 'at', 'authorKind', 'authorId', 'authorName', 'via', 'action', 'resource', 'resourceId', 'projectId', 'before', 'after',
  'address', 'client', 'requestId', 'hash', 'previousHash',
] as const satisfies readonly (keyof AuditRecord)[];

/** RFC 4180. */
export async function* renderCsv(rows: Rows): AsyncGenerator<string> {
  yield lineOf(columns);
  for await (const row of rows) yield lineOf(columns.map((column) => textOf(row[column])));
}

function textOf(value: AuditRecord[(typeof columns)[number]]): string {
  return value instanceof Date ? value.toISOString() : String(value ?? '');
}

const lineOf = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

/** Names of people's choice are in it, and spreadsheets run what begins like a formula: https://owasp.org/www-community/attacks/CSV_Injection */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
