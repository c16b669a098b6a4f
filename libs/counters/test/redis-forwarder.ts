// A way to the Redis server of REDIS_URL that can be cut and blocked, as networks are.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export class RedisForwarder {
  private state: 'open' | 'cut' | 'blocked' = 'open';
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.forward(socket));

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** No connection stays and new ones end at once. */
  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  /** Connections stay, but nothing comes through, until `restore`. */
  block(): void {
    this.state = 'blocked';
    for (const socket of this.sockets) socket.pause();
  }

  restore(): void {
    this.state = 'open';
    for (const socket of this.sockets) socket.resume();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private forward(socket: Socket): void {
    if (this.state === 'cut') return void socket.destroy();
    const { hostname, port } = new URL(process.env.REDIS_URL ?? '');
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [[socket, upstream], [upstream, socket]]) {
      this.sockets.add(from);
      from.on('data', (bytes) => to.write(bytes)).on('error', () => undefined);
      from.once('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.state === 'blocked') from.pause();
    }
  }
}
