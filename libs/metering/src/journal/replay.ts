// Brings the journal of a dead process to Postgres: its rows as they stand there, and what it had opened and nobody settled as an
// estimate. May be interrupted and done again: what is there already is left as it is.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerRecord } from '#database/records';
import { interrupted } from '../interrupted.js';
import { settleAttempt } from '../settle-attempt.js';
import { parseEntry, type Entry, type OpenedEntry, type RowEntry } from './entries.js';
import { parseLine } from './line.js';
import { readLines, type Line } from './read-lines.js';

const batchRows = 500;

export interface Replayed {
  /** Lines that are not what was written, the last one of a file aside. */
  broken: number;
  /** Numbers that no line has, between others that have one. */
  missing: bigint[];
  /** When the first attempt was opened that has a line here. */
  since: Date | undefined;
}

/** `write` takes rows in batches. Rejects when it does, or with the system's error when the files cannot be read. */
export async function replay(directory: string, processId: string, write: (rows: RowEntry[]) => Promise<void>): Promise<Replayed> {
  const reading = new Reading(processId);
  for (const name of (await readdir(directory)).filter((file) => file.endsWith('.log')).sort()) {
    const path = join(directory, name);
    for await (const lines of readLines(path, 0, (await stat(path)).size)) {
      for (const line of lines) reading.take(line);
      await reading.handOut(write, batchRows);
    }
  }
  reading.estimate();
  await reading.handOut(write, 1);
  return { broken: reading.broken, missing: [...reading.missing], since: reading.since };
}

/** What has been read so far: rows to be written, and attempts that no line has settled yet. */
class Reading {
  broken = 0;
  readonly missing = new Set<bigint>();
  since: Date | undefined;
  private rows: RowEntry[] = [];
  private readonly open = new Map<bigint, OpenedEntry>();
  private last: bigint | undefined;

  constructor(private readonly processId: string) {}

  take(line: Line): void {
    const entry = entryOf(line.text);
    if (!entry) this.broken += line.torn ? 0 : 1;
    else if (entry.kind === 'opened') this.opened(entry);
    else this.row(entry);
  }

  /** At least `atLeast` rows, or none yet; never more than `batchRows` at a time. */
  async handOut(write: (rows: RowEntry[]) => Promise<void>, atLeast: number): Promise<void> {
    while (this.rows.length >= atLeast) await write(this.rows.splice(0, batchRows));
  }

  /** Nothing more comes: what is still open will not be settled by anybody. */
  estimate(): void {
    for (const opened of this.open.values()) this.rows.push({ kind: 'settled', row: estimatedRow(opened, this.processId) });
    this.open.clear();
  }

  private opened(entry: OpenedEntry): void {
    this.open.set(entry.sequence, entry);
    const { openedAt } = entry.facts.row;
    if (!this.since || openedAt < this.since) this.since = openedAt;
    if (entry.carried) return;
    for (let number = (this.last ?? entry.sequence) + 1n; number < entry.sequence; number += 1n) this.missing.add(number);
    this.last = entry.sequence;
  }

  private row(entry: RowEntry): void {
    this.rows.push(entry);
    if (entry.kind !== 'settled') return;
    this.open.delete(entry.row.sequence);
    this.missing.delete(entry.row.sequence);
  }
}

function entryOf(text: string): Entry | undefined {
  const json = parseLine(text);
  try {
    return json === undefined ? undefined : parseEntry(json);
  } catch {
    return undefined; // of a version that is not known here
  }
}

function estimatedRow({ sequence, facts, likelyOutputTokens }: OpenedEntry, processId: string): LedgerRecord {
  return { ...settleAttempt(facts, interrupted(likelyOutputTokens)), processId, sequence };
}
