// An upstream over real HTTP that answers as each test tells it to: the true wire of any dialect, whole or in pieces, cut,
// silent or broken. It keeps what it was asked.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  // Tests look into bodies of every dialect.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export type Answer = (response: ServerResponse, received: Received) => void | Promise<void>;

export interface FakeUpstream {
  /** Without a version segment. */
  url: string;
  received: Received[];
  /** Answers the next request; several calls queue up, the last one stays. */
  answer(...answers: Answer[]): void;
  /** Resolves when the connection of the latest request is over. */
  left(): Promise<unknown>;
  /** From now on, or from its return value on no longer, nobody listens at its address. */
  refuse(): Promise<() => Promise<unknown>>;
  close(): void;
}

export async function fakeUpstream(): Promise<FakeUpstream> {
  const received: Received[] = [];
  let answers: Answer[] = [];
  let closed: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => void (async () => {
    closed = once(response, 'close');
    let text = '';
    for await (const bytes of request) text += String(bytes);
    const one = { path: request.url ?? '', headers: request.headers, text, body: text ? JSON.parse(text) as unknown : undefined };
    received.push(one);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    await (next ?? json({ error: { message: 'the test gave no answer' } }, 500))(response, one);
  })());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: (...some) => { answers = some; },
    left: () => closed,
    refuse: async () => {
      const over = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await over;
      return () => once(server.listen(port, '127.0.0.1'), 'listening');
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => (response) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
};

export const reset: Answer = (response) => { response.socket?.resetAndDestroy(); };
export const silent: Answer = () => undefined;

type After = 'end' | 'cut' | 'hang';

/** An event stream as one text, written in pieces of `pieceBytes`. */
export const stream = (text: string, { after = 'end', pieceBytes = Infinity }: { after?: After; pieceBytes?: number } = {}): Answer => async (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    await new Promise((written) => { response.write(bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)), written); });
  }
  if (after === 'end') response.end();
  if (after === 'cut') response.destroy();
};

/** Frames of OpenAI's kind. */
export const data = (...chunks: unknown[]) => chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`).join('');
/** Frames of Anthropic's kind. */
export const events = (...all: { type: string; [field: string]: unknown }[]) => all.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
