// The files of this process's journal, oldest first: the last one grows, the first one goes when it is no longer needed. Counts
// what they take up, and brings what must survive a loss of power to the disk in the background.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Segment } from './segment.js';

/** How long a line may be on its way to the disk. The process may die at any time meanwhile, the machine may not. */
const syncWithinMs = 50;
/** For about 200 lines. */
const reserveBytes = 256 * 1024;
const reserveEveryMs = 1000;

export const segmentName = (number: number) => `${String(number).padStart(8, '0')}.log`;

export class Segments {
  private readonly list: Segment[] = [];
  private made = 0;
  /** The last one takes nothing more. */
  private finished = false;
  private hasReserve = false;
  private reserveTriedMs = -Infinity;
  private syncTimer: NodeJS.Timeout | undefined;

  /** Expects a parent that exists. `segmentBytes`: a file of that size is followed by the next one. */
  constructor(readonly directory: string, private readonly segmentBytes: number) {}

  private get reservePath(): string {
    return join(this.directory, 'reserve');
  }

  get bytes(): number {
    return this.list.reduce((sum, { size }) => sum + size, 0);
  }

  /** The one that grows, if any. */
  get last(): Segment | undefined {
    return this.list.at(-1);
  }

  get first(): Segment | undefined {
    return this.list[0];
  }

  after(segment: Segment): Segment | undefined {
    return this.list[this.list.indexOf(segment) + 1];
  }

  /** Gives the file that has it now. Throws the system's error; then none has it. */
  append(text: string): Segment {
    const segment = this.growing();
    segment.append(text);
    this.syncSoon();
    return segment;
  }

  /** From here on another file grows. */
  startNext(): void {
    this.finished = true;
    this.growing();
  }

  /**
   * Whether the disk has room to settle what is opened: a file that takes it up until it is needed. Where there is none it is made, at most
   * once a second.
   */
  holdReserve(): boolean {
    const now = performance.now();
    if (this.hasReserve || now - this.reserveTriedMs < reserveEveryMs) return this.hasReserve;
    this.reserveTriedMs = now;
    try {
      mkdirSync(this.directory, { mode: 0o700, recursive: true });
      writeFileSync(this.reservePath, Buffer.alloc(reserveBytes), { mode: 0o600 });
      this.hasReserve = true;
    } catch {
      rmSync(this.reservePath, { force: true });
    }
    return this.hasReserve;
  }

  /** The disk is full: makes room for what must be kept. False: there was none to give. */
  giveReserve(): boolean {
    const { hasReserve } = this;
    this.hasReserve = false;
    rmSync(this.reservePath, { force: true });
    return hasReserve;
  }

  /** The oldest one, which must not be the one that grows. What is younger is on the disk first: it may be what settles this one's lines. */
  async removeFirst(): Promise<void> {
    await this.last?.sync();
    await this.list.shift()?.remove();
  }

  async close(): Promise<void> {
    clearTimeout(this.syncTimer);
    for (const segment of this.list) await segment.close();
  }

  /** What was written up to now is on the disk within 50 ms, or as soon as the disk can. */
  private syncSoon(): void {
    this.syncTimer ??= setTimeout(() => {
      this.syncTimer = undefined;
      void this.last?.sync();
    }, syncWithinMs).unref();
  }

  private growing(): Segment {
    const { last } = this;
    if (last && last.size < this.segmentBytes && !last.spoilt && !this.finished) return last;
    mkdirSync(this.directory, { mode: 0o700, recursive: true });
    const segment = new Segment(join(this.directory, segmentName(this.made += 1)));
    this.list.push(segment);
    this.finished = false;
    void last?.close();
    void syncDirectory(this.directory);
    return segment;
  }
}

/** So that a new file is still there after a loss of power. Where the system cannot do that, nothing is lost by asking. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch { /* the next line of the journal will tell, if the disk is gone */ }
}
