// Whether the process that writes a journal is alive: as long as it is, it listens on a socket that belongs to the directory. The
// system ends that with the process, however it ends.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Short, whatever the directory's path: the system cuts the path of a socket at about 107 bytes. `directory` is a real path. */
export function socketOf(directory: string): string {
  return join(tmpdir(), `aiproxy-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}.sock`);
}

export class Ownership {
  private server: Server | undefined;

  constructor(private readonly socket: string) {}

  /** To be called before the directory is made, and now and then: somebody may tidy up temporary files. */
  async show(): Promise<void> {
    if (this.server && existsSync(this.socket)) return;
    this.server?.close();
    this.server = createServer((connection) => connection.destroy()).unref().listen(this.socket);
    await once(this.server, 'listening');
  }

  end(): void {
    this.server?.close();
    rmSync(this.socket, { force: true });
  }
}

/** False only where it is certain: nobody listens, or there is no such socket. */
export function isOwned(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}
