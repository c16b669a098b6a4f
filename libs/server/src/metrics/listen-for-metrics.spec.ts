import { networkInterfaces } from 'node:os';
import { answerMetrics } from './answer-metrics.js';
import { listenForMetrics, type MetricsServer } from './listen-for-metrics.js';
import { Metrics } from './metrics.js';
import { gauge } from './series.js';

const metrics = new Metrics();
metrics.register(() => [gauge('a', 'A', 1)]);

let servers: MetricsServer[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

async function serve(token?: string, host = '127.0.0.1') {
  const server = await listenForMetrics(answerMetrics(metrics, token), 0, host);
  servers.push(server);
  return server.port;
}

test('it has /metrics as text, and nothing else', async () => {
  const url = `http://127.0.0.1:${await serve()}`;
  const answer = await fetch(`${url}/metrics?x=1`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(await answer.text()).toMatch(/^# HELP a A\n# TYPE a gauge\na 1\n/);
  for (const path of ['/', '/metrics/', '/metrics/x', '/v1/models', '/Metrics']) expect((await fetch(url + path)).status).toBe(404);
});

test('it is read and never written', async () => {
  const url = `http://127.0.0.1:${await serve()}/metrics`;
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  const answer = await fetch(url, { method: 'POST', body: 'x' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('a port that is taken is the error of the system', async () => {
  await expect(listenForMetrics(answerMetrics(metrics, undefined), await serve(), '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

/** A caller through a reverse proxy on this machine and, where the machine has an address, one that comes from there. */
const elsewhere = Object.values(networkInterfaces()).flat().find((one) => one && one.family === 'IPv4' && !one.internal)?.address;
const strangers: { host: string; own: Record<string, string> }[] = [{ host: '127.0.0.1', own: { via: '1.1 proxy' } }, ...(elsewhere === undefined ? [] : [{ host: elsewhere, own: {} }])];

test('a stranger needs the token, whatever the headers say', async () => {
  const [open, guarded] = [await serve(undefined, '0.0.0.0'), await serve('the-token', '0.0.0.0')];
  for (const { host, own } of strangers) {
    const ask = (port: number, authorization: string) => fetch(`http://${host}:${port}/metrics`, { headers: { 'x-client-ip': '127.0.0.1', authorization, ...own } });
    const refused = await ask(open, 'Bearer the-token');
    expect([refused.status, Object.keys((await refused.json()).error as object)]).toEqual([403, ['message', 'type', 'param', 'code']]);
    const unknown = await ask(guarded, 'Bearer another-token');
    expect([unknown.status, unknown.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await ask(guarded, 'Bearer the-token')).status).toBe(200);
  }
});
