import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createServer as createSilentServer } from 'node:net';
import { Upstreams } from './call.js';
import type { CallLimits, Target, UpstreamRequest } from './exchange.js';
import type { Provider } from './provider.js';
import { readUpTo } from './reply-body.js';

const provider = { id: 'test', authenticate: (secret: string) => ({ authorization: `Bearer ${secret}` }) } as unknown as Provider;
const limits: CallLimits = { connectMs: 500, firstByteMs: 60_000, idleMs: 60_000, totalMs: 60_000 };
const patient = new AbortController().signal;

let server: Server;
let calls: Upstreams;

async function upstream(answer: RequestListener, some: Partial<CallLimits> = {}, target: Partial<Target> = {}): Promise<UpstreamRequest> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  calls = new Upstreams({ ...limits, ...some });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/v1`;
  return { target: { provider, model: { name: 'm', reasoning: false }, baseUrl, trusted: true, secret: 'sk-1', ...target }, path: '/chat?x=1', headers: { 'openai-beta': 'b' }, body: Buffer.from('{"a":1}') };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const bytes of request) text += String(bytes);
  return text;
}

afterEach(async () => {
  await calls.close();
  server.closeAllConnections();
  server.close();
});

describe('a call upstream', () => {
  it('sends the body, our credential in a header, and the few headers that may cross', async () => {
    const seen: { url?: string | undefined; headers?: IncomingMessage['headers']; body?: string } = {};
    const request = await upstream(async (incoming, outgoing) => {
      Object.assign(seen, { url: incoming.url, headers: incoming.headers, body: await bodyOf(incoming) });
      outgoing.writeHead(201, { 'x-request-id': 'theirs' }).end('hello');
    });
    const reply = await calls.call(request, patient);
    expect([reply.status, reply.headers['x-request-id']]).toEqual([201, 'theirs']);
    expect((await readUpTo(reply.body, 100)).bytes.toString()).toBe('hello');
    expect(seen.url).toBe('/base/v1/chat?x=1');
    expect(seen.body).toBe('{"a":1}');
    expect(seen.headers).toMatchObject({ authorization: 'Bearer sk-1', 'content-type': 'application/json', 'accept-encoding': 'identity', 'openai-beta': 'b', 'content-length': '7' });
  });

  it('does not follow a redirect: it is an answer like any other', async () => {
    const request = await upstream((_, outgoing) => outgoing.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    expect((await calls.call(request, patient)).status).toBe(302);
  });

  it('tells a refused connection', async () => {
    const request = await upstream(() => undefined);
    server.close();
    await once(server, 'close');
    await expect(calls.call(request, patient)).rejects.toMatchObject({ name: 'UpstreamError', kind: 'connection' });
    server = createServer().listen(0);
  });

  it('tells a connection that is reset before an answer', async () => {
    const request = await upstream((incoming) => incoming.socket.resetAndDestroy());
    await expect(calls.call(request, patient)).rejects.toMatchObject({ kind: 'connection' });
  });

  it('refuses a private address that was set by API before anything is sent', async () => {
    let asked = 0;
    const request = await upstream((_, outgoing) => { asked += 1; outgoing.end(); }, {}, { trusted: false });
    await expect(calls.call(request, patient)).rejects.toMatchObject({ kind: 'connection' });
    expect(asked).toBe(0);
  });

  it('gives up on an upstream that never answers', async () => {
    const request = await upstream(() => undefined, { firstByteMs: 50 });
    await expect(calls.call(request, patient)).rejects.toMatchObject({ kind: 'timeout' });
  });

  it.each<[string, Partial<CallLimits>, { firstByteMs?: number; totalMs?: number } | undefined]>([
    ['of the target, in place of the process', { firstByteMs: 50 }, undefined],
    ['that is given with the call, where it is the smaller one', { firstByteMs: 60_000 }, { firstByteMs: 50 }],
    ['of the target, where what is given is larger', { totalMs: 50 }, { firstByteMs: 60_000, totalMs: 60_000 }],
    ['for the whole call, which ends the wait for a first byte too', {}, { totalMs: 50 }],
  ])('keeps to the limit %s', async (_, own, atMost) => {
    const request = await upstream(() => undefined, {}, { limits: own });
    await expect(calls.call(request, patient, { atMost })).rejects.toMatchObject({ kind: 'timeout', details: { internal: 'limit of 50 ms' } });
  });

  it('lets a target be more patient than the process', async () => {
    const request = await upstream((_, outgoing) => { setTimeout(() => outgoing.end('late'), 120); }, { firstByteMs: 50 }, { limits: { firstByteMs: 60_000 } });
    expect((await calls.call(request, patient)).status).toBe(200);
  });

  it('says that it is on its way when the connection stands, and of one that never does that it could not be reached', async () => {
    let sent = 0;
    const told = { sent: () => { sent += 1; } };
    const request = await upstream((_, outgoing) => { outgoing.end('hello'); });
    await (await calls.call(request, patient, told)).body.return?.();
    expect(sent).toBe(1);
    // It takes the connection and never says a word of TLS.
    const silent = createSilentServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const baseUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const far = { ...request, target: { ...request.target, baseUrl, limits: { connectMs: 100 } } };
    await expect(calls.call(far, patient, told)).rejects.toMatchObject({ kind: 'connection' });
    expect(sent).toBe(1);
    await calls.close();
    silent.close();
  });

  it('gives up on a reply that falls silent, and hands out what came before', async () => {
    const request = await upstream((_, outgoing) => { outgoing.write('half'); }, { idleMs: 50 });
    const { body } = await calls.call(request, patient);
    expect((await body.next()).value?.toString()).toBe('half');
    await expect(body.next()).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('tells a reply that is cut off from one that ended', async () => {
    const request = await upstream((_, outgoing) => { outgoing.write('half', () => outgoing.destroy()); });
    const { body } = await calls.call(request, patient);
    expect((await body.next()).value?.toString()).toBe('half');
    await expect(body.next()).rejects.toMatchObject({ kind: 'cut' });
  });

  it('ends the call at once when it is aborted, before and within a reply', async () => {
    const leave = new AbortController();
    const closed: Promise<unknown>[] = [];
    const request = await upstream((incoming, outgoing) => {
      closed.push(once(outgoing, 'close'));
      if (closed.length === 2) outgoing.write('begun');
      else setImmediate(() => leave.abort(new Error('left')));
      incoming.resume();
    });
    await expect(calls.call(request, leave.signal)).rejects.toThrow('left');
    await closed[0];
    const again = new AbortController();
    const { body } = await calls.call(request, again.signal);
    await body.next();
    again.abort(new Error('left again'));
    await expect(body.next()).rejects.toThrow('left again');
    await closed[1];
  });

  it('closes the connection of a reply that its reader gives up', async () => {
    const closed: Promise<unknown>[] = [];
    const request = await upstream((_, outgoing) => { closed.push(once(outgoing, 'close')); outgoing.write('begun'); });
    const { body } = await calls.call(request, patient);
    for await (const bytes of body) if (bytes.length > 0) break;
    await closed[0];
    expect((await body.next()).done).toBe(true);
  });

  it('makes a fast upstream wait for a slow reader instead of filling the memory', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x');
    const all = 64 * 1024 * 1024;
    let sent = 0;
    const request = await upstream((_, outgoing) => {
      const more = () => {
        while (sent < all) {
          sent += piece.length;
          if (outgoing.write(piece)) continue;
            outgoing.once('drain', more);
            return;
        }
        outgoing.end();
      };
      more();
    });
    const { body } = await calls.call(request, patient);
    await body.next();
    let still = -1;
    while (still !== sent) {
      still = sent;
      await new Promise((resolve) => { setTimeout(resolve, 100); }); // until the sender stands still
    }
    expect(sent).toBeLessThan(all / 2);
    let received = 0;
    for await (const bytes of body) received += bytes.length;
    expect(received).toBeGreaterThan(all - 2 * piece.length);
  });
});
