// Finds journals whose process is dead and takes them over, one after the other: at start and from time to time. A directory is
// named by its owner; one taken over by its new owner, a plus, and the process that wrote it.
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwned, socketsOf } from './ownership.js';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const directoryName = new RegExp(`^(${uuid})(?:\\+(${uuid}))?$`);

/** A journal that is ours now. */
export interface Adopted { directory: string; processId: string }

export interface AdoptionEnds {
  /** Brings to Postgres what can be read of it; says whether that is all. Rejects where that cannot be done now: the next round tries again. */
  replay(adopted: Adopted): Promise<boolean>;
  onFailure(error: unknown): void;
}

export class Adoption {
  private running: Promise<void> | undefined;
  private stopped = false;

  /** `root` is a real path. */
  constructor(private readonly root: string, private readonly self: string, private readonly ends: AdoptionEnds) {}

  /** One round over all directories; a second call while it runs waits for it. */
  run(): Promise<void> {
    this.running ??= this.round().catch((error: unknown) => this.ends.onFailure(error)).finally(() => { this.running = undefined; });
    return this.running;
  }

  /** No further directory is begun. */
  stop(): void {
    this.stopped = true;
  }

  private async round(): Promise<void> {
    for (const name of await readdir(this.root)) {
      if (this.stopped) return;
      const adopted = await this.take(name);
      if (!adopted) continue;
      try {
        const whole = await this.ends.replay(adopted);
        if (whole) await rm(adopted.directory, { recursive: true });
        else await rename(adopted.directory, join(this.root, `${adopted.processId}.damaged`)); // for people to look into
      } catch (error) {
        if (!this.stopped) this.ends.onFailure(error);
      }
    }
  }

  private async take(name: string): Promise<Adopted | undefined> {
    const [, owner, writer] = directoryName.exec(name) ?? [];
    if (owner === undefined || (owner === this.self && writer === undefined)) return undefined;
    const processId = writer ?? owner;
    const directory = join(this.root, `${this.self}+${processId}`);
    if (owner !== this.self && !(await this.takeOver(owner, name, directory))) return undefined;
    return { directory, processId };
  }

  /** Of several who try, one succeeds: the others find nothing under the old name. */
  private async takeOver(owner: string, name: string, directory: string): Promise<boolean> {
    const sockets = socketsOf(join(this.root, owner));
    if (await isOwned(sockets)) return false;
    try {
      await rename(join(this.root, name), directory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.ends.onFailure(error);
      return false;
    }
    await Promise.all(sockets.map((socket) => rm(socket, { force: true })));
    return true;
  }
}
