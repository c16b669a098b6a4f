// A server that takes what is posted to it and shows it to the test, or answers with another status.
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted { path: string; headers: IncomingHttpHeaders; body: string }

export interface Receiver {
  url: string;
  posted: Posted[];
  /** The first that is posted there, before or from now on. */
  first(path: string): Promise<Posted>;
  /** What it answers with; 0: it hangs up. */
  status: number;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const posted = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      running.posted.push(posted);
      arrivals.emit(posted.path, posted);
      if (running.status === 0) return request.socket.destroy();
      return response.writeHead(running.status, running.status === 302 ? { location: `${running.url}/elsewhere` } : {}).end('an answer that nobody reads');
    });
  });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  const running: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posted: [], status: 200,
    first: async (path) => running.posted.find((one) => one.path === path) ?? (await once(arrivals, path) as [Posted])[0],
    close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
  };
  return running;
}
