import { data, json, reset, stream, type Answer } from '../harness/fake-upstream.js';
import { openaiFrames } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ UPSTREAM_FIRST_BYTE_MS: '1000', COMMIT_HOLD_MS: '10000' }); });
afterAll(() => proxy.close());

interface Shown { error: { message: string; type: string; param: string | null; code: string | null } }
const secret = 'upstream-openai-secret';
const said = (message: string, more: object = {}) => ({ error: { message, type: 'server_error', param: null, code: null, ...more } });
const html: Answer = (response) => { response.writeHead(502, { 'content-type': 'text/html' }).end(`<html><body>Bad gateway ${secret} at 10.1.2.3</body></html>`); };
const htmlOk: Answer = (response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'); };
const truncated: Answer = (response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"x","choices":[{"index":0,"message":{"role":"assi'); };
const cut: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id":"x","choices":[', () => { response.destroy(); });
};
const redirect: Answer = (response) => { response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(); };

const failures: [string, Answer, number, string][] = [
  ['our credential is refused', json(said(`Incorrect API key provided: ${secret}`, { code: 'invalid_api_key' }), 401), 502, 'upstream_refused'],
  ['our account may not do it', json(said(`Project of ${secret} has no access`), 403), 502, 'upstream_refused'],
  ['our account is out of money', json(said('You exceeded your current quota', { type: 'insufficient_quota', code: 'insufficient_quota' }), 429), 502, 'upstream_refused'],
  ['it has too many requests', json(said('Rate limit reached for org-ours', { code: 'rate_limit_exceeded' }), 429, { 'retry-after': '7' }), 503, 'upstream_overloaded'],
  ['it fails', json(said(`worker 10.1.2.3 crashed with ${secret}`), 500), 502, 'upstream_error'],
  ['it is overloaded', json(said('Overloaded'), 503), 503, 'upstream_overloaded'],
  ['a page comes from in front of it', html, 502, 'upstream_error'],
  ['a page comes with a 200', htmlOk, 502, 'upstream_error'],
  ['the connection breaks', reset, 502, 'upstream_unreachable'],
  ['it answers 200 with an error', json(said(`failed with ${secret}`)), 502, 'upstream_error'],
  ['its JSON ends too early', truncated, 502, 'upstream_error'],
  ['its answer is cut off', cut, 502, 'upstream_error'],
  ['it sends us elsewhere', redirect, 502, 'upstream_error'],
  ['it never answers', () => undefined, 504, 'upstream_timeout'],
];

describe.each([['plain', {}], ['streamed', { stream: true }]])('a %s request whose provider fails', (_, more) => {
  const send = () => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], ...more });

  it.each(failures)('because %s gets a status of ours, without a word of what the provider said', async (__, answer, status, code) => {
    proxy.upstream.answer(answer);
    const response = await send();
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json']);
    const { error } = JSON.parse(text) as Shown;
    expect(error).toEqual({ message: expect.stringMatching(/^The provider [a-z ]+ \(openai\)\.$/) as string, type: 'api_error', param: null, code });
    expect(text + JSON.stringify([...response.headers])).not.toMatch(/secret|10\.1\.2\.3|127\.0\.0\.1|org-ours|html|worker/);
    // The official clients try twice more by themselves: our own attempts were enough.
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('is told when to come back, where the provider says so', async () => {
    proxy.upstream.answer(json(said('slow down'), 429, { 'retry-after': '7' }));
    expect((await send()).headers.get('retry-after')).toBe('7');
  });
});

it('a large answer that breaks off is a cut connection, never half an answer that looks whole', async () => {
  proxy.upstream.answer(async (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    await new Promise((written) => { response.write(`{"id":"x","choices":[{"message":{"content":"${'x'.repeat(200_000)}`, written); });
    response.destroy();
  });
  const response = await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });
  await expect(response.text()).rejects.toThrow();
});

it('another provider that serves the model answers when the first one fails', async () => {
  await proxy.change("INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES (gen_random_uuid(), 'gpt-4o-mini', 'vllm', 'own-mini', 9, 'admin')");
  proxy.upstream.answer(json(said('down'), 500), stream(openaiFrames.start + openaiFrames.text('Hi') + openaiFrames.finish + data('[DONE]')));
  const response = await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], stream: true });
  expect(await response.text()).toContain('"content":"Hi"');
  expect(response.headers.get('x-aiproxy-provider')).toBe('vllm');
  expect(response.headers.get('x-aiproxy-attempts')).toBe('2');
  expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ model: 'own-mini' });
});
