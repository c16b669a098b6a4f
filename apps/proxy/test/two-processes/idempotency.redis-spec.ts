import { newEncryptionKey } from '#access/seal';
import { createProxy, type Proxy } from '../../src/create-proxy.js';
import { readProxyEnv } from '../../src/env.js';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const REDIS_URL = process.env.REDIS_URL ?? '';
const ENCRYPTION_KEY = newEncryptionKey();
const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });
const rounds = 10;
const callers = 20;

let one: RunningProxy;
let another: Proxy;
let urls: string[];
beforeAll(async () => {
  one = await startProxy({ REDIS_URL, ENCRYPTION_KEY });
  another = await createProxy(readProxyEnv({
    LOG_LEVEL: 'silent', DATA_DIR: one.dataDirectory, REDIS_URL, ENCRYPTION_KEY, OPENAI_API_KEY: 'upstream-openai-secret', OPENAI_BASE_URL: `${one.upstream.url}/v1`,
  }), one.databaseUrl);
  urls = [one.url, `http://127.0.0.1:${await another.listen(0, '127.0.0.1')}`];
});
let ended: Promise<void> | undefined;
const endAnother = () => (ended ??= another?.close());
afterAll(async () => {
  await endAnother();
  await one?.close();
});

/** Asks as a client that heeds `x-should-retry`, without its pauses. */
async function untilAnswered(url: string, idempotencyKey: string): Promise<string> {
  for (;;) {
    const headers = { authorization: `Bearer ${one.key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body, headers });
    const text = await response.text();
    if (response.status !== 409 || response.headers.get('x-should-retry') === 'false') return text;
  }
}

it('many callers of two proxies with one Idempotency-Key are all given the answer of one run', async () => {
  let count = 0;
  one.upstream.answer((response, received) => json(openaiReply(`Answer ${(count += 1)}`))(response, received));
  for (let round = 1; round <= rounds; round += 1) {
    const answers = await Promise.all(Array.from({ length: callers }, (_, caller) => untilAnswered(urls[caller % 2], `round-${round}`)));
    expect([new Set(answers).size, count]).toEqual([1, round]);
    expect(answers[0]).toContain(`Answer ${round}`);
  }
  await endAnother();
  expect(await one.stopAndReadLedger()).toHaveLength(rounds);
}, 60_000);
