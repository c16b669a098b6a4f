// One file of a journal: lines are appended to it, whole or not at all, until it is large enough; when Postgres has them it goes.
import { close, fdatasync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import type { OpenAttempt } from './open-attempt.js';

export class Segment {
  /** Bytes of whole lines. What a failed write left behind them is not read. */
  size = 0;
  /** Those opened here and not settled yet: while there are any, the file stays. */
  readonly open = new Set<OpenAttempt>();
  /** A failed write left something behind that could not be taken back: nothing may follow it here. */
  spoilt = false;
  private readonly file: number;
  private syncing: Promise<void> = Promise.resolve();
  private closed = false;

  /** Makes the file. Throws the system's error. */
  constructor(readonly path: string) {
    this.file = openSync(path, 'ax', 0o600);
  }

  /** Throws the system's error (a full disk, …); then nothing was added. */
  append(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    } catch (error) {
      this.takeBack();
      throw error;
    }
    this.size += bytes.length;
  }

  /** Resolves when what was written before is on the disk, power loss or not. */
  sync(): Promise<void> {
    this.syncing = this.syncing.then(() => new Promise((resolve) => {
      if (this.closed) resolve();
      else fdatasync(this.file, () => resolve());
    }));
    return this.syncing;
  }

  async close(): Promise<void> {
    await this.sync();
    if (this.closed) return;
    this.closed = true;
    close(this.file, () => undefined); // nothing is left to be written
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.path, { force: true });
  }

  private takeBack(): void {
    try {
      ftruncateSync(this.file, this.size);
    } catch {
      this.spoilt = true;
    }
  }
}
