import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { Downstream } from './downstream.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Both sides of one real connection; its caller reads nothing yet. */
async function open(): Promise<{ response: Response; caller: Promise<IncomingMessage> }> {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asking = request(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).on('error', () => undefined);
  const caller = once(asking, 'response').then(([answer]) => (answer as IncomingMessage).pause());
  caller.catch(() => undefined);
  const asked = once(server, 'request');
  asking.end();
  const [, response] = (await asked) as [unknown, Response];
  return { response, caller };
}

const pauseMs = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms); });

it('pings do not pile up behind a caller who reads nothing', async () => {
  const { response, caller } = await open();
  const downstream = new Downstream(response);
  downstream.keepAlive({ commitHoldMs: 0, pingMs: 2 });
  const answer = await caller;
  const full = downstream.write(Buffer.alloc(32 * 1024 * 1024, 'x'));
  const waiting = response.writableLength;
  await pauseMs(60); // time for thirty of them
  expect(response.writableLength).toBe(waiting);
  answer.resume();
  await full;
  downstream.end();
  await once(answer, 'end');
});

it('a silent stream is kept alive by comments until it ends', async () => {
  const { response, caller } = await open();
  const downstream = new Downstream(response);
  downstream.keepAlive({ commitHoldMs: 0, pingMs: 2 });
  const answer = await caller;
  let text = '';
  for await (const bytes of answer) {
    text += String(bytes);
    if (text.length > 20) downstream.end();
  }
  expect(text).toMatch(/^(: ping\n\n){3,}$/);
});

it('a writing that waits for its caller ends when the caller leaves', async () => {
  const { response, caller } = await open();
  const downstream = new Downstream(response);
  downstream.beginStream();
  const answer = await caller;
  const full = downstream.write(Buffer.alloc(32 * 1024 * 1024));
  answer.destroy();
  await expect(full).rejects.toMatchObject({ name: 'ClientGone' });
  await expect(downstream.write('more')).rejects.toMatchObject({ name: 'ClientGone' });
});
