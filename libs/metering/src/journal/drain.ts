// Brings this process's journal to Postgres while it is written: a batch at a time, in order. Rows are read back from the files, so
// that an outage of Postgres makes these grow and not the memory.
import { setTimeout as wait } from 'node:timers/promises';
import type { Backlog } from './backlog.js';
import { openedBegins, parseEntry, type RowEntry } from './entries.js';
import { parseLine } from './line.js';
import type { OwnJournal } from './own-journal.js';
import { readLines } from './read-lines.js';
import type { Segment } from './segment.js';
import { writeRows, type RowEnds } from './write-rows.js';

const batchRows = 500;
const collectForMs = 200;
/** Until files that cannot be read are tried again. */
const unreadableMs = 2_000;

interface Place { segment: Segment; offset: number }
/** `loose` of the rows, the first ones, stand in memory; `place` is where the others end. */
interface Batch { rows: RowEntry[]; loose: number; place: Place | undefined }

export interface DrainEnds extends RowEnds {
  /** A line is not what was written. */
  onBroken(path: string): void;
  /** A file is not where it was written. */
  onTaken(path: string): void;
}

export class Drain {
  private place: Place | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly journal: OwnJournal, private readonly backlog: Backlog, private readonly ends: DrainEnds) {}

  /** More rows have come. */
  schedule(): void {
    if (this.running || this.stopping.signal.aborted) return;
    if (this.backlog.rows >= batchRows) void this.start();
    else this.timer ??= setTimeout(() => void this.start(), collectForMs);
  }

  /** Without waiting for a batch to fill; resolves once no row is left, or when it is stopped. */
  async finish(): Promise<void> {
    this.journal.flushNow();
    while (this.backlog.rows > 0 && !this.stopping.signal.aborted) await (this.running ?? this.start());
  }

  /** Resolves once all rows there are now are in Postgres, however many come meanwhile. */
  async catchUp(): Promise<void> {
    this.journal.flushNow();
    for (let due = this.backlog.rows; due > 0 && !this.stopping.signal.aborted; due -= batchRows) await (this.running ?? this.start());
  }

  /** Whatever is not written stays in the journal; a write under way may still arrive. */
  stop(): void {
    clearTimeout(this.timer);
    this.stopping.abort();
  }

  private start(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running = this.writeBatch().catch((reason: unknown) => this.failed(reason)).finally(() => {
      this.running = undefined;
      if (this.backlog.rows > 0) this.schedule();
    });
    return this.running;
  }

  private async writeBatch(): Promise<void> {
    const due = this.backlog.rows;
    const { rows, loose, place } = await this.nextBatch();
    await writeRows(this.ends, rows, this.stopping.signal);
    this.stopping.signal.throwIfAborted();
    this.journal.forgetLoose(loose);
    this.place = place;
    // Where nothing was found all is read: what had been due is damaged, and told as that.
    this.backlog.remove(rows.length > 0 ? rows.length : due);
    await this.removeRead();
  }

  /** The files cannot be read. Stopped is no failure. */
  private async failed(reason: unknown): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.ends.onOutage(reason);
    await wait(unreadableMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async nextBatch(): Promise<Batch> {
    const rows: RowEntry[] = this.journal.loose.slice(0, batchRows).map(({ entry }) => entry);
    const loose = rows.length;
    const { segments } = this.journal;
    let place = this.place ?? (segments.first && { segment: segments.first, offset: 0 });
    while (place && rows.length < batchRows) {
      place = await this.readFrom(place, rows);
      const next = place.offset === place.segment.size ? segments.after(place.segment) : undefined;
      if (!next) break;
      place = { segment: next, offset: 0 };
    }
    return { rows, loose, place };
  }

  /** Up to the end of the file or of a batch. */
  private async readFrom({ segment, offset }: Place, rows: RowEntry[]): Promise<Place> {
    const to = segment.size;
    try {
      for await (const lines of readLines(segment.path, offset, to)) {
        for (const { text, end } of lines) {
          const row = this.rowOf(text, segment);
          if (row) rows.push(row);
          if (rows.length === batchRows) return { segment, offset: end };
        }
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      this.taken(segment);
    }
    return { segment, offset: to };
  }

  /** Somebody moved the directory: whoever did brings what stood there, or it is gone. What comes from now on has a place again. */
  private taken(segment: Segment): void {
    this.ends.onTaken(segment.path);
    if (segment === this.journal.segments.last) this.journal.segments.startNext();
  }

  private rowOf(text: string, segment: Segment): RowEntry | undefined {
    const json = parseLine(text);
    if (json === undefined) this.ends.onBroken(segment.path);
    else if (!json.startsWith(openedBegins)) return parseEntry(json) as RowEntry;
    return undefined;
  }

  /** Files that Postgres has whole, up to one that is still needed. The one that grows stays, unless its room is needed. */
  private async removeRead(): Promise<void> {
    const { segments } = this.journal;
    if (this.place && this.place.segment === segments.last && this.place.offset > 0 && this.place.offset === segments.last.size) this.journal.startNext();
    while (this.place && segments.first && segments.first !== segments.last) {
      const { first } = segments;
      if (this.place.segment === first) {
        const next = this.place.offset === first.size ? segments.after(first) : undefined;
        if (!next) return;
        this.place = { segment: next, offset: 0 };
      }
      if (!this.journal.carryOver(first)) return;
      await segments.removeFirst();
    }
  }
}
