// A server on this machine that answers a provider's free call as a test wants it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeProvider {
  /** To be set as a base URL, with ALLOW_PRIVATE_UPSTREAMS. */
  baseUrl: string;
  seen: IncomingMessage[];
  answer: RequestListener;
  close(): Promise<void>;
}

export async function fakeProvider(): Promise<FakeProvider> {
  const fake = { seen: [] as IncomingMessage[], answer: ((_, response) => void response.end('{"data":[]}')) as RequestListener };
  const server = createServer((request, response) => {
    fake.seen.push(request);
    fake.answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(fake, {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
