// Writes a change's rows of the audit log, each chained to the one before by its hash. Inside the change's own transaction, whose
// lock keeps other writers out. What is hashed, and how, stands here alone: the verifier uses the same function.
import { createHash } from 'node:crypto';
import type { Author } from './author.js';
import type { Client } from './client.js';

/** What was done to one resource. */
export interface AuditNote {
  /** `key.create`, `member.update`, … */
  action: string;
  resource: string;
  resourceId: string;
  /** Of resources that belong to a project. */
  projectId?: string | null;
  before?: unknown;
  after?: unknown;
}

/** A row as it is stored, without its hash. */
export interface AuditContent {
  sequence: bigint;
  at: Date;
  authorKind: string;
  authorId: string | null;
  authorName: string;
  via: string;
  action: string;
  resource: string;
  resourceId: string;
  projectId: string | null;
  before: string | null;
  after: string | null;
  address: string | null;
  client: string | null;
  requestId: string | null;
  previousHash: string;
}

/** What the first row follows. */
export const chainStart = '0'.repeat(64);

/** SHA-256 (hex) over all fields in this order, the hash of the row before among them. */
export function auditHash(row: AuditContent): string {
  const fields = [
    row.previousHash, row.sequence.toString(), row.at.toISOString(), row.authorKind, row.authorId, row.authorName, row.via,
    row.action, row.resource, row.resourceId, row.projectId, row.before, row.after, row.address, row.client, row.requestId,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

export async function appendAudit(client: Client, author: Author, at: Date, notes: readonly AuditNote[]): Promise<void> {
  if (notes.length === 0) return;
  const last = await client.audit.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true, hash: true } });
  let [sequence, previousHash] = [last?.sequence ?? 0n, last?.hash ?? chainStart];
  const rows = notes.map((note) => {
    sequence += 1n;
    const content: AuditContent = {
      sequence, at, previousHash,
      authorKind: author.kind, authorId: author.id, authorName: author.name, via: author.via,
      action: note.action, resource: note.resource, resourceId: note.resourceId, projectId: note.projectId ?? null,
      before: renderJson(note.before), after: renderJson(note.after),
      address: author.address, client: author.client, requestId: author.requestId,
    };
    previousHash = auditHash(content);
    return { ...content, hash: previousHash };
  });
  await client.audit.createMany({ data: rows });
}

/** Characters that Postgres cannot store would make the stored text another than the hashed one. */
function renderJson(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));
  return text.replaceAll('\\u0000', '\\ufffd');
}
