import express from 'express';
import { once } from 'node:events';
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientGone } from '#server/errors/api-error';
import { sendLines } from './send-lines.js';

let server: Server;
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

/** Serves `lines` and asks for them. `ended`: what became of sending them. */
async function ask(lines: AsyncIterable<string>) {
  let end: (outcome: unknown) => void;
  const ended = new Promise<unknown>((resolve) => { end = resolve; });
  const app = express().get('/', (_, response) => {
    void sendLines(lines, response).then(() => end('sent'), end);
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { response, ended };
}

test('no more is made than is taken, and a stopped download ends the making', async () => {
  let [made, open] = [0, true];
  async function* endless() {
    try {
      for (;;) {
        made += 1;
        yield 'x'.repeat(10_000);
        if (made > 20_000) throw new Error('nobody takes this'); // 200 MB: more than any buffer on the way
      }
    } finally {
      open = false;
    }
  }
  const { response, ended } = await ask(endless());
  await once(response, 'readable');
  response.destroy();
  expect(await ended).toBeInstanceOf(ClientGone);
  expect({ open, bounded: made < 20_000 }).toEqual({ open: false, bounded: true });
});

test('what fails half way is no whole file', async () => {
  async function* broken() {
    yield 'x'.repeat(100_000);
    throw new Error('the database went away');
  }
  const { response, ended } = await ask(broken());
  response.resume();
  await expect(once(response, 'end')).rejects.toThrow('aborted');
  expect(await ended).toMatchObject({ message: 'the database went away' });
});

test('small lines and none at all arrive whole', async () => {
  async function* few() { yield 'a\n'; yield 'b\n'; }
  const { response, ended } = await ask(few());
  expect(Buffer.concat(await response.toArray()).toString()).toBe('a\nb\n');
  expect(await ended).toBe('sent');
});
