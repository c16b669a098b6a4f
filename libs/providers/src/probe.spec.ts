import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probe, type ProbeTarget } from './probe.js';
import type { Provider } from './provider.js';
import { providers } from './registry.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const secret = 'sk-T3stS3cr3t';

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
}

const ask = async (answer: RequestListener, some: Partial<ProbeTarget> = {}, limitMs?: number) =>
  probe({ provider: providers.openai, baseUrl: await serve(answer), trusted: true, secret, ...some }, limitMs);
const json = (body: unknown, status = 200): RequestListener => (_, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

test.each([
  [providers.openai, 'GET /base/models', 'authorization', `Bearer ${secret}`],
  [providers.anthropic, 'GET /base/v1/models?limit=1000', 'x-api-key', secret],
  [providers.google, 'GET /base/v1beta/models?pageSize=1000', 'x-goog-api-key', secret],
  [providers.openrouter, 'GET /base/key', 'authorization', `Bearer ${secret}`],
] as [Provider, string, string, string][])('$id: one free call, without a body, the secret in a header alone', async (provider, line, header, value) => {
  const seen: IncomingMessage[] = [];
  await ask((request, response) => {
    seen.push(request);
    response.end('{"data":[]}');
  }, { provider });
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([line]);
  expect(seen[0].headers[header]).toBe(value);
  expect(seen[0].headers).not.toHaveProperty('transfer-encoding');
});

test.each([
  ['a list in `data`', { data: [{ id: 'a' }, { id: 'b' }] }, 2],
  ['a list in `models`', { models: [{ name: 'a' }] }, 1],
  ['a bare list', [{ id: 'a' }, { id: 'b' }, { id: 'c' }], 3],
  ['no list', { data: { label: 'key' } }, null],
])('%s is ok and counted', async (_, body, models) => {
  expect(await ask(json(body))).toMatchObject({ outcome: 'ok', models });
});

test.each([
  ['401', json({ error: { message: `Incorrect API key provided: ${secret}` } }, 401), 'refused'],
  ['403', json({ error: { message: 'no' } }, 403), 'refused'],
  ['a redirect', (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(), 'failed'],
  ['500', json({ error: { message: secret } }, 500), 'failed'],
  ['a page', (_, response) => void response.end('<html>'), 'failed'],
  ['a broken connection', (request) => void request.socket.destroy(), 'unreachable'],
  ['a cut reply', (_, response) => { response.writeHead(200, { 'content-length': 100 }).write('{"data"', () => response.destroy()); }, 'unreachable'],
] as [string, RequestListener, string][])('%s is told, and never the secret', async (_, answer, outcome) => {
  const probed = await ask(answer);
  expect(probed.outcome).toBe(outcome);
  expect(JSON.stringify(probed)).not.toContain(secret);
});

test.each([
  ['401', json({ error: { message: 'no' } }, 401), 'authentication'],
  ['403', json({ error: { message: 'no' } }, 403), 'permission'],
  ['404', json({}, 404), 'not-found'],
  ['429', json({ error: { message: 'slowly' } }, 429), 'rate-limit'],
  ['500', json({}, 500), 'server'],
  ['a broken connection', (request) => void request.socket.destroy(), 'connection'],
  ['a page', (_, response) => void response.end('<html>'), undefined],
] as [string, RequestListener, string | undefined][])('%s has the kind that it would have of any other call', async (_, answer, kind) => {
  expect((await ask(answer)).kind).toBe(kind);
});

test("Google's 400 for a wrong key is a refusal", async () => {
  const body = { error: { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT', details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }] } };
  expect(await ask(json(body, 400), { provider: providers.google })).toMatchObject({ outcome: 'refused' });
});

test('a provider that stalls, before its headers or after them, is given up', async () => {
  expect(await ask(() => undefined, {}, 50)).toMatchObject({ outcome: 'unreachable' });
  expect(await ask((_, response) => void response.write('{'), {}, 50)).toMatchObject({ outcome: 'unreachable' });
});

test('an address that the credential may not go to is not called', async () => {
  let called = false;
  expect(await ask(() => { called = true; }, { trusted: false })).toMatchObject({ outcome: 'unreachable' });
  expect(called).toBe(false);
});

test('the sandbox answers by itself', async () => {
  expect(await probe({ provider: providers.sandbox, baseUrl: providers.sandbox.baseUrl, trusted: true })).toMatchObject({ outcome: 'ok' });
});
