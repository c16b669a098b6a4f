// Proves that the audit log is the one that was written: each row's hash is that of its content, and each follows the one before.
// Asked by the admin API, and on the machine itself without it.
import { auditHash, chainStart } from './append-audit.js';
import type { AuditRecord } from './audit.js';
import type { Database } from './database.js';

/** A row of which somebody kept the hash. The chain alone cannot tell a log that was cut off, or written anew, from a whole one. */
export interface AuditHead { sequence: bigint; hash: string }

export type AuditFault =
  // There is none of this number.
  | 'missing'
  // Its content is not what its hash says.
  | 'changed'
  // The row before it is not the one that it was written after.
  | 'unchained'
  // The log ends before the row that is expected.
  | 'cut-off'
  // The row that is expected is another one.
  | 'replaced';

export interface AuditVerdict {
  /** How many were looked at: all, or those up to the first broken one. */
  rows: number;
  ok: boolean;
  /** The last row; null of an empty log. To be kept elsewhere, and to be expected the next time. */
  head: AuditHead | null;
  firstBroken: { sequence: bigint; reason: AuditFault } | null;
}

const pageRows = 1000;

/** Reads the log once, in pages, up to the row that is its last when it begins. */
export async function verifyAudit(database: Database, expected?: AuditHead): Promise<AuditVerdict> {
  const last = await database.ask((client) => client.audit.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true, hash: true } }));
  let before: AuditHead = { sequence: 0n, hash: chainStart };
  const verdict = (firstBroken: AuditVerdict['firstBroken']): AuditVerdict => (
    { rows: Number(before.sequence), ok: firstBroken === null, head: last, firstBroken });
  for await (const row of rowsUpTo(database, last?.sequence ?? 0n)) {
    const firstBroken = faultOf(row, before, expected);
    if (firstBroken) return verdict(firstBroken);
    before = row;
  }
  return verdict(expected && before.sequence < expected.sequence ? { sequence: before.sequence + 1n, reason: 'cut-off' } : null);
}

/** Oldest first. */
async function* rowsUpTo(database: Database, lte: bigint): AsyncGenerator<AuditRecord, void, undefined> {
  for (let gt = 0n; gt < lte;) {
    const after = gt;
    const rows = await database.ask((client) => client.audit.findMany({ where: { sequence: { gt: after, lte } }, orderBy: { sequence: 'asc' }, take: pageRows }));
    yield* rows;
    gt = rows.at(-1)?.sequence ?? lte; // none: they went while we read
  }
}

function faultOf(row: AuditRecord, before: AuditHead, expected: AuditHead | undefined): AuditVerdict['firstBroken'] {
  if (row.sequence !== before.sequence + 1n) return { sequence: before.sequence + 1n, reason: 'missing' };
  if (row.hash !== auditHash(row)) return { sequence: row.sequence, reason: 'changed' };
  if (row.previousHash !== before.hash) return { sequence: row.sequence, reason: 'unchained' };
  if (row.sequence === expected?.sequence && row.hash !== expected.hash) return { sequence: row.sequence, reason: 'replaced' };
  return null;
}
