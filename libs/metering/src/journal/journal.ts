// The journal of this process, put together: what is written down survives the process and is brought to Postgres, here or, when it
// dies, by the next one. The writers of the ledger and of request rows stand on it.
import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AttemptFacts } from '../settle-attempt.js';
import { Adoption, type Adopted } from './adoption.js';
import { Backlog } from './backlog.js';
import { Drain } from './drain.js';
import type { RowEntry } from './entries.js';
import type { OpenAttempt } from './open-attempt.js';
import { OwnJournal, type Room } from './own-journal.js';
import { Ownership, socketsOf } from './ownership.js';
import { replay } from './replay.js';
import { Segments } from './segments.js';
import { sizeOf } from './size-of.js';
import { writeRows, type RowEnds } from './write-rows.js';

const segmentBytes = 8 * 1024 * 1024;
const smallestSegmentBytes = 64 * 1024;
const adoptEveryMs = 30_000;
/** Rows of a dead process. Who is told adds up the attempts of each request, so they have to come together. */
const toldAtOnce = 50_000;

export interface JournalSettings {
  /** Of this host alone, never a shared volume. Made if need be. */
  root: string;
  /** Of this process, journals that it took over included. */
  maxBytes: number;
  /** What becomes of calls when there is no room: none goes out, or they are served and kept in memory. */
  whenFull: Room['whenFull'];
}

export interface JournalEnds extends RowEnds {
  /** How many of these attempts of a process have no row. */
  countMissing(processId: string, sequences: bigint[], since: Date): Promise<number>;
  warn(message: string): void;
  /** Rows of a dead process that are in Postgres now. */
  onReplayed?(rows: RowEntry[]): void;
}

export class Journal {
  private readonly sums = { replayed: 0, broken: 0, lost: 0, unstorable: 0 };
  private adoptedBytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly stopping = new AbortController();
  private readonly backlog = new Backlog(() => performance.now());
  private readonly ends: JournalEnds;
  private readonly own: OwnJournal;
  private readonly drains: Drain;
  private readonly adoption: Adoption;

  private constructor(readonly processId: string, root: string, settings: JournalSettings, private readonly ownership: Ownership, ends: JournalEnds) {
    this.ends = { ...ends, onUnstorable: (row) => {
      this.sums.unstorable += 1;
      ends.onUnstorable(row);
    } };
    const segments = new Segments(join(root, processId), Math.max(smallestSegmentBytes, Math.min(segmentBytes, Math.floor(settings.maxBytes / 8))));
    this.own = new OwnJournal(segments, { ...settings, bytesElsewhere: () => this.adoptedBytes }, {
      onFull: (error) => ends.warn(`The usage journal has no room (${wordOf(error)}); ${settings.whenFull === 'refuse' ? 'requests are refused' : 'usage is kept in memory'} until it has`),
      onRows: (count) => {
        this.backlog.add(count);
        this.drains.schedule();
      },
    });
    this.drains = new Drain(this.own, this.backlog, { ...this.ends, onBroken: (path) => this.broken(1, path), onTaken: (path) => this.taken(path) });
    this.adoption = new Adoption(root, processId, {
      replay: (adopted) => this.replay(adopted),
      onFailure: (error) => ends.warn(`A journal of another process cannot be read (${wordOf(error)})`),
    });
  }

  /** Rejects with the system's error where nothing can be written. Journals of dead processes are taken over from then on. */
  static async start(settings: JournalSettings, ends: JournalEnds): Promise<Journal> {
    mkdirSync(settings.root, { recursive: true, mode: 0o700 });
    const [root, processId] = [realpathSync(settings.root), randomUUID()];
    const ownership = new Ownership(socketsOf(join(root, processId)));
    await ownership.show();
    mkdirSync(join(root, processId), { mode: 0o700 });
    const journal = new Journal(processId, root, settings, ownership, ends);
    journal.own.segments.holdReserve();
    void journal.adoption.run();
    journal.timer = setInterval(() => void journal.lookAround(), adoptEveryMs).unref();
    return journal;
  }

  /** Undefined: there is no room, the call must not go out. Else its line is in the file when this returns. */
  open(opening: Pick<OpenAttempt, 'sequence' | 'likelyOutputTokens'> & { facts: AttemptFacts }): OpenAttempt | undefined {
    return this.own.open(opening);
  }

  settle(attempt: OpenAttempt, row: RowEntry & { kind: 'settled' }): void {
    this.own.settle(attempt, row);
  }

  /** May be lost when there is no room. */
  add(row: RowEntry & { kind: 'request' }): void {
    this.own.add(row);
  }

  /** Waits until all rows of this process are in Postgres, however long it is away. */
  drain(): Promise<void> {
    return this.drains.finish();
  }

  /** Waits until the rows there are now are in Postgres. */
  catchUp(): Promise<void> {
    return this.drains.catchUp();
  }

  /** Journals of dead processes, now; resolves when they are in Postgres. */
  adopt(): Promise<void> {
    return this.adoption.run();
  }

  /** For the stop. What is not in Postgres stays for the next process to bring there. `open`: attempts nobody settled. */
  async close(open: number): Promise<void> {
    clearInterval(this.timer);
    this.adoption.stop();
    this.stopping.abort();
    this.own.flushNow();
    this.drains.stop();
    const { rows } = this.backlog;
    this.sums.lost += this.own.unprotected;
    if (rows > 0) this.ends.warn(`${rows} rows are not written yet; the next process that starts here brings them. In memory alone: ${this.own.unprotected}`);
    await this.own.close();
    if (rows === 0 && open === 0) rmSync(this.own.segments.directory, { recursive: true, force: true });
    this.ownership.end();
  }

  /**
   * `waiting`: rows not in Postgres, `waitingMs`: since when the oldest is not; `bytes`: on disk; `unprotected`: what would be lost with the process;
   * `replayed`: rows that dead processes had not brought there; `broken`: damaged lines; `lost`: attempts without a row; `unstorable`: rows that went
   * to the log instead; `dropped`: request rows without room.
   */
  counts(): Record<'waiting' | 'waitingMs' | 'bytes' | 'unprotected' | 'replayed' | 'broken' | 'lost' | 'unstorable' | 'dropped', number> {
    const { segments, unprotected, dropped } = this.own;
    return { waiting: this.backlog.rows, waitingMs: this.backlog.ageMs, bytes: segments.bytes + this.adoptedBytes, unprotected, dropped, ...this.sums };
  }

  private async lookAround(): Promise<void> {
    await this.ownership.show().catch((error: unknown) => this.ends.warn(`The usage journal's sockets cannot be made (${wordOf(error)})`));
    await this.adoption.run();
  }

  private async replay({ directory, processId }: Adopted): Promise<boolean> {
    const bytes = await sizeOf(directory);
    this.adoptedBytes += bytes;
    let untold: RowEntry[] = [];
    const tell = () => {
      if (untold.length > 0) this.ends.onReplayed?.(untold);
      untold = [];
    };
    try {
      const { broken, missing, since } = await replay(directory, processId, async (rows) => {
        const written = await writeRows(this.ends, rows, this.stopping.signal);
        this.sums.replayed += written; // the sum as it is now: others add to it meanwhile
        untold.push(...rows);
        if (untold.length >= toldAtOnce) tell();
      });
      if (broken > 0) this.broken(broken, join(dirname(directory), `${processId}.damaged`));
      const lost = missing.length > 0 && since ? await this.ends.countMissing(processId, missing, since) : 0;
      this.sums.lost += lost;
      return broken === 0;
    } finally {
      tell();
      this.adoptedBytes -= bytes;
    }
  }

  private taken(path: string): void {
    this.ends.warn(`The usage journal ${path} was taken away while this process wrote it; it goes on in another file`);
  }

  private broken(count: number, path: string): void {
    this.sums.broken += count;
    this.ends.warn(`${count === 1 ? 'A line' : `${count} lines`} of the usage journal ${path} cannot be read, and may be usage that is not booked`);
  }
}

function wordOf(error: unknown): string {
  return error === undefined ? 'its bound is reached' : (error as NodeJS.ErrnoException).code ?? 'unknown';
}
