import { listenForMetrics, type MetricsServer } from '#server/metrics/listen-for-metrics';
import { tellMetrics } from '../../src/metrics/tell-metrics.js';
import { cutDatabase } from '../harness/cut-database.js';
import { json, silent, stream } from '../harness/fake-upstream.js';
import { openaiFrames, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let server: MetricsServer;
beforeAll(async () => {
  proxy = await startProxy({ ATTEMPTS_MAX: '1' });
  server = (await tellMetrics(proxy.metrics, { METRICS_PORT: await freePort(), METRICS_TOKEN: 'the-token', HOST: '127.0.0.1' }, () => undefined))!;
});
afterAll(async () => {
  server.close();
  await proxy.close();
});

async function freePort(): Promise<number> {
  const taken = await listenForMetrics(() => undefined, 0, '127.0.0.1');
  taken.close();
  return taken.port;
}

const scrape = async () => (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
/** Of every series with its labels. */
async function samples(): Promise<Map<string, string>> {
  const lines = (await scrape()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => line.split(/ (?=[^ ]+$)/) as [string, string]));
}
/** The samples once they are so; jest's own limit ends a wait in vain. */
async function samplesOnce(isSo: (all: Map<string, string>) => boolean): Promise<Map<string, string>> {
  for (;;) {
    const all = await samples();
    if (isSo(all)) return all;
  }
}
const chat = (some: object = {}, key = proxy.key) => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], ...some }, { key });

it('each request and each call moves the series once, with its tokens and its cost', async () => {
  proxy.upstream.answer(json(openaiReply()), json({ error: { message: 'down' } }, 500), stream(openaiFrames.start + openaiFrames.text('Hel'), { after: 'cut' }), json(openaiReply()));
  expect((await chat()).status).toBe(200);
  expect((await chat()).status).toBe(502);
  expect(await (await chat({ stream: true })).text()).toContain('"error"');
  expect((await chat({}, 'nobody')).status).toBe(401);
  expect((await proxy.get('/v1/models')).status).toBe(200);
  expect((await proxy.get('/v1/nothing')).status).toBe(404);
  const all = await samplesOnce((some) => some.get('aiproxy_requests_in_flight') === '0' && some.get('aiproxy_requests_total{endpoint="other",status_class="4xx"}') === '1');
  expect(Object.fromEntries(all)).toMatchObject({
    'aiproxy_requests_total{endpoint="chat",status_class="2xx"}': '1',
    'aiproxy_requests_total{endpoint="chat",status_class="4xx"}': '1',
    'aiproxy_requests_total{endpoint="chat",status_class="5xx"}': '2',
    'aiproxy_requests_total{endpoint="models",status_class="2xx"}': '1',
    'aiproxy_request_duration_seconds_count{endpoint="chat"}': '4',
    'aiproxy_request_overhead_seconds_count': '2',
    'aiproxy_attempts_total{provider="openai",outcome="ok"}': '1',
    'aiproxy_attempts_total{provider="openai",outcome="upstream_error"}': '2',
    'aiproxy_request_rows_total{end="written"}': '4',
    'aiproxy_request_rows_total{end="dropped"}': '0',
    'aiproxy_journal_lost_total': '0',
    'aiproxy_journal_refused_total': '0',
    'aiproxy_open_holds{of="limits"}': '0',
    'aiproxy_circuits_not_closed{state="open"}': '0',
    'aiproxy_counters_up': '1',
    'aiproxy_postgres_up': '1',
  });
  await samplesOnce((some) => some.get('aiproxy_journal_waiting_rows') === '0');
  const [sums] = await proxy.query('SELECT sum(charged_pico_usd) AS charged, sum(input_text + cache_read) AS input, sum(output_text) AS output FROM ledger');
  expect(Number(sums.charged)).toBeGreaterThan(0);
  expect([all.get('aiproxy_charged_pico_usd_total'), all.get('aiproxy_tokens_total{side="input"}'), all.get('aiproxy_tokens_total{side="output"}')]).toEqual([sums.charged, sums.input, sums.output]);
});

it('what is under way and what it holds can be seen, and is over when its caller has left', async () => {
  const key = await proxy.addKey({}, { tokensPerMinute: 100_000 });
  proxy.upstream.answer(silent, json(openaiReply()));
  const leaving = new AbortController();
  const asked = proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { key, signal: leaving.signal }).catch(() => undefined);
  const gauges = (some: Map<string, string>) => ['aiproxy_requests_in_flight', 'aiproxy_open_holds{of="limits"}', 'aiproxy_journal_open_attempts'].map((name) => some.get(name)).join();
  await samplesOnce((some) => gauges(some) === '1,1,1');
  leaving.abort();
  await asked;
  const all = await samplesOnce((some) => gauges(some) === '0,0,0');
  expect(all.get('aiproxy_attempts_total{provider="openai",outcome="cancelled"}')).toBe('1');
  expect(all.get('aiproxy_requests_total{endpoint="chat",status_class="4xx"}')).toBe('2');
});

it('every line is of the format, and every sample of a series that is told once', async () => {
  const lines = (await scrape()).trimEnd().split('\n');
  const names = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2]);
  expect(new Set(names).size).toBe(names.length);
  for (const line of lines) expect(line).toMatch(/^(# HELP [a-z_]\w* .+|# TYPE [a-z_]\w* (counter|gauge|histogram)|[a-z_]\w*(\{([a-z_]\w*="[^"]*",?)+\})? (\d+(\.\d+)?(e-\d+)?|\+Inf))$/i);
  const told = lines.filter((line) => !line.startsWith('#')).map((line) => /^\w+/.exec(line)![0].replace(/_(bucket|sum|count)$/, ''));
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
});

it('the port of /v1 has no metrics, with the token neither', async () => {
  for (const path of ['/metrics', '/v1/metrics']) {
    expect((await proxy.get(path, { key: null, headers: { authorization: 'Bearer the-token' } })).status).toBe(404);
    expect((await proxy.get(path)).status).toBe(404);
  }
});

it('a port that is taken keeps no proxy from serving, and is told', async () => {
  const told: string[] = [];
  expect(await tellMetrics(proxy.metrics, { METRICS_PORT: server.port, METRICS_TOKEN: undefined, HOST: '127.0.0.1' }, (message) => told.push(message))).toBeUndefined();
  expect(told).toEqual([expect.stringMatching(new RegExp(`${server.port}.*EADDRINUSE.*METRICS_PORT`))]);
  expect(await tellMetrics(proxy.metrics, { METRICS_PORT: 0, METRICS_TOKEN: undefined, HOST: '127.0.0.1' }, (message) => told.push(message))).toBeUndefined();
  expect(told).toHaveLength(1);
});

it('while the database is away the rows that wait can be seen, and their age; afterwards there are none', async () => {
  const back = await cutDatabase(proxy);
  proxy.upstream.answer(json(openaiReply()));
  expect((await chat()).status).toBe(200);
  await samplesOnce((some) => Number(some.get('aiproxy_journal_waiting_rows')) >= 2 && Number(some.get('aiproxy_journal_oldest_seconds')) > 0.3 && Number(some.get('aiproxy_journal_bytes')) > 0);
  await back();
  const all = await samplesOnce((some) => some.get('aiproxy_journal_waiting_rows') === '0');
  expect(all.get('aiproxy_journal_oldest_seconds')).toBe('0');
});
