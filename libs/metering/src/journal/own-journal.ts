// What this process writes down and has not brought to Postgres yet: lines in files, and in memory those that found no room. Every
// attempt has its line before its call goes out.
import { Segments } from './segments.js';
import { openedEntry, type OpenAttempt } from './open-attempt.js';
import { renderEntry, type RowEntry } from './entries.js';
import { renderLine } from './line.js';
import type { Segment } from './segment.js';

/** Attempts and rows that may be in memory alone, at about 1 KiB each, where calls are served although the journal is full. */
const memoryRows = 50_000;
/** Request rows alone: no money is read from them, so they never take the place of what has to be kept. */
const memoryRequests = 10_000;
/** Beyond its `opened` line: what a row has besides. */
const settleExtraBytes = 1024;

/** `bytesElsewhere`: of journals taken over, on the same disk. */
export interface Room { maxBytes: number; whenFull: 'refuse' | 'serve'; bytesElsewhere(): number }

/** A row that is not in a file (yet), with the attempt that it settles. */
export interface LooseRow { entry: RowEntry; line: string; attempt?: OpenAttempt }

export interface OwnJournalTold {
  /** Once per time without room. `error`: of the disk; undefined: the journal's own bound. */
  onFull(error: unknown): void;
  /** Rows that were added to the files or to `loose`. */
  onRows(count: number): void;
}

export class OwnJournal {
  /** Rows that only memory has: the disk had no room for them. */
  readonly loose: LooseRow[] = [];
  /** Request rows that found no room anywhere. */
  dropped = 0;
  private pending: LooseRow[] = [];
  /** Of those for which no room was reserved. */
  private pendingBytes = 0;
  private flush: NodeJS.Immediate | undefined;
  private closed = false;
  private reservedBytes = 0;
  /** Attempts under way without a line. */
  private unwritten = 0;
  /** Since the last attempt that found no room. */
  isFull = false;

  constructor(readonly segments: Segments, private readonly room: Room, private readonly told: OwnJournalTold) {}

  /** Attempts and rows that would be lost with the process. */
  get unprotected(): number {
    return this.unwritten + this.loose.filter(({ attempt }) => attempt?.segment === null).length;
  }

  /** Its line is in the file when this returns; undefined: there is no room, so the call must not go out. */
  open(opening: Pick<OpenAttempt, 'sequence' | 'facts' | 'likelyOutputTokens'>): OpenAttempt | undefined {
    const line = renderLine(renderEntry(openedEntry(opening)));
    const bytes = Buffer.byteLength(line);
    const reservedBytes = bytes + settleExtraBytes;
    const segment = this.hasRoom(bytes + reservedBytes) ? this.write(line) : this.refuse(undefined);
    if (!segment && (this.room.whenFull === 'refuse' || this.unwritten + this.loose.length >= memoryRows)) return undefined;
    const attempt = { ...opening, segment: segment ?? null, reservedBytes: segment ? reservedBytes : 0 };
    this.reservedBytes += attempt.reservedBytes;
    segment?.open.add(attempt);
    if (segment) this.isFull = false;
    else this.unwritten += 1;
    return attempt;
  }

  /** How an attempt ended: always kept, on disk if there is room. */
  settle(attempt: OpenAttempt, entry: RowEntry): void {
    if (!attempt.segment) this.unwritten -= 1;
    this.push({ entry, line: renderLine(renderEntry(entry)), attempt });
  }

  /** A row that may be lost where there is no room for it. */
  add(entry: RowEntry): void {
    const line = renderLine(renderEntry(entry));
    const bytes = Buffer.byteLength(line);
    if (this.hasRoom(bytes)) {
      this.pendingBytes += bytes;
      this.push({ entry, line });
    } else if (this.loose.length < memoryRequests) this.keep([{ entry, line }], undefined);
    else this.dropped += 1;
  }

  /** Writes what came in this turn of the event loop. */
  flushNow(): void {
    if (this.pending.length > 0) this.write('');
  }

  /** The first rows of `loose` are in Postgres. */
  forgetLoose(count: number): void {
    for (const { attempt } of this.loose.splice(0, count)) if (attempt) this.release(attempt);
  }

  /** Moves lines of attempts still under way out of a file, so that the file can go. False: there is no room for that. */
  carryOver(from: Segment): boolean {
    if (from.open.size === 0) return true;
    const attempts = [...from.open];
    const text = attempts.map((attempt) => renderLine(renderEntry({ ...openedEntry(attempt), carried: true }))).join('');
    const to = this.append(text) ?? this.appendFromReserve(text);
    if (!to) return false;
    for (const attempt of attempts) {
      attempt.segment = to;
      to.open.add(attempt);
    }
    from.open.clear();
    return true;
  }

  /** Where there is no room: the file that grows, read to its end, can go when another one takes its place. */
  startNext(): void {
    try {
      if (this.isFull) this.segments.startNext();
    } catch (error) {
      this.refuse(error);
    }
  }

  async close(): Promise<void> {
    this.flushNow();
    this.closed = true;
    await this.segments.close();
  }

  private push(row: LooseRow): void {
    this.pending.push(row);
    this.flush ??= setImmediate(() => this.flushNow());
  }

  /** One write for all rows of this turn and the line of a new attempt. Gives the file of the latter; undefined: its line is nowhere. */
  private write(opened: string): Segment | undefined {
    clearImmediate(this.flush);
    this.flush = undefined;
    const rows = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    const text = rows.map(({ line }) => line).join('');
    const segment = this.append(text + opened);
    if (rows.length > 0) this.keep(rows, segment ?? this.appendFromReserve(text));
    return segment;
  }

  private keep(rows: LooseRow[], segment: Segment | undefined): void {
    if (!segment) this.loose.push(...rows);
    else for (const { attempt } of rows) if (attempt) this.release(attempt);
    this.told.onRows(rows.length);
  }

  private append(text: string): Segment | undefined {
    if (this.closed) return undefined;
    try {
      return this.segments.append(text);
    } catch (error) {
      return this.refuse(error);
    }
  }

  private appendFromReserve(text: string): Segment | undefined {
    return this.segments.giveReserve() ? this.append(text) : undefined;
  }

  private refuse(error: unknown): undefined {
    if (!this.isFull) this.told.onFull(error);
    this.isFull = true;
  }

  private release(attempt: OpenAttempt): void {
    attempt.segment?.open.delete(attempt);
    this.reservedBytes -= attempt.reservedBytes;
  }

  private hasRoom(bytes: number): boolean {
    return !this.closed && this.segments.holdReserve() && this.segments.bytes + this.room.bytesElsewhere() + this.reservedBytes + this.pendingBytes + bytes <= this.room.maxBytes;
  }
}
