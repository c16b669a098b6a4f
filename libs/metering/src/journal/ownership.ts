// Whether the process that writes a journal is alive: as long as it is, it listens on sockets that belong to the directory. The system ends
// that with the process, however it ends. One socket stands beside the directory, where other containers on the volume find it, too; one
// among temporary files, for directories with long paths and for volumes that take no sockets.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The system cuts the path of a socket at about 107 bytes, and says nothing. */
const longestPath = 100;

/** `directory` is a real path, also of one that is not there any more. */
export function socketsOf(directory: string): string[] {
  const name = `aiproxy-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}.sock`;
  const places = [`${directory}.sock`, join(tmpdir(), name), join('/tmp', name)].filter((path) => Buffer.byteLength(path) <= longestPath);
  return [...new Set(places)];
}

export class Ownership {
  private readonly servers = new Map<string, Server>();

  constructor(private readonly sockets: string[]) {}

  /** To be called before the directory is made, and now and then: somebody may tidy up. Rejects when there is not one socket. */
  async show(): Promise<void> {
    const results = await Promise.allSettled(this.sockets.map((socket) => this.listen(socket)));
    const [first] = results;
    if (results.every(({ status }) => status === 'rejected') && first.status === 'rejected') throw first.reason;
  }

  end(): void {
    for (const [socket, server] of this.servers) {
      server.close();
      rmSync(socket, { force: true });
    }
  }

  private async listen(socket: string): Promise<void> {
    if (this.servers.has(socket) && existsSync(socket)) return;
    this.servers.get(socket)?.close();
    this.servers.delete(socket);
    const server = createServer((connection) => connection.destroy()).unref().listen(socket);
    await once(server, 'listening');
    server.on('error', () => undefined); // of one connection; the next `show` looks after the socket
    this.servers.set(socket, server);
  }
}

export async function isOwned(sockets: string[]): Promise<boolean> {
  return (await Promise.all(sockets.map(answers))).includes(true);
}

/** False only where it is certain: nobody listens, or there is no such socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}
