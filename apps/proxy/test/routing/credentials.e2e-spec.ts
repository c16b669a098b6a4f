import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import type { Answer } from '../harness/fake-upstream.js';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { refused } from '../harness/scene.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ENCRYPTION_KEY = newEncryptionKey();
const sealer = new Sealer(parseEncryptionKeys(ENCRYPTION_KEY));
const slowly = json({ error: { message: 'slowly' } }, 429, { 'retry-after': '60' });
const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };

let proxy: RunningProxy;
/** By secret; whoever has none of its own answers well. */
let answers: Record<string, Answer>;
beforeAll(async () => {
  proxy = await startProxy({ ENCRYPTION_KEY, OPENAI_API_KEY: '' });
  proxy.upstream.answer((response, received) => (answers[secretOf(received)] ?? json(openaiReply()))(response, received));
});
afterAll(() => proxy.close());
beforeEach(async () => {
  answers = {};
  await proxy.change('DELETE FROM credential');
});

const secretOf = ({ headers }: { headers: { authorization?: string } }) => headers.authorization?.replace('Bearer ', '') ?? '';
let stored = 0;
/** Two credentials of one provider, by their secrets; the first is tried first. */
async function two(): Promise<[string, string]> {
  stored += 1;
  const names: [string, string] = [`secret-a${stored}`, `secret-b${stored}`];
  const rows = names.map((name, index) => `('${name}', 'openai', '${name}', '\\x${sealer.seal(name, name).toString('hex')}', 'last', now() + interval '${index} seconds')`);
  await proxy.change(`INSERT INTO credential (id, provider_id, name, secret, last4, created_at) VALUES ${rows.join(', ')}`);
  return names;
}
async function secretsAsked(): Promise<[number, string[]]> {
  const before = proxy.upstream.received.length;
  const response = await proxy.post('/v1/chat/completions', ask);
  await response.text();
  return [response.status, proxy.upstream.received.slice(before).map(secretOf)];
}
const explained = async () => (await proxy.post('/v1/route/explain', { model: ask.model })).json() as Promise<{ targets: { credential: string; reason: string }[]; skipped: object[] }>;

it.each([['is refused', refused(401), 'refused'], ['is asked to wait', slowly, 'cooling']])('one that %s is left out of the next requests while another works', async (_, answer, reason) => {
  const [first, second] = await two();
  answers[first] = answer;
  expect(await secretsAsked()).toEqual([200, [first, second]]);
  expect(await secretsAsked()).toEqual([200, [second]]);
  const { targets, skipped } = await explained();
  expect(targets).toMatchObject([{ credential: second }]);
  expect(skipped).toMatchObject([{ credential: first, reason, until: expect.stringMatching(/^20/) as string }]);
});

it.each([['is refused', refused(401)], ['is asked to wait', slowly]])('one that %s is asked all the same when it is the last', async (_, answer) => {
  const [first, second] = await two();
  answers[first] = answer;
  expect((await secretsAsked())[1]).toEqual([first, second]);
  await proxy.change(`UPDATE credential SET disabled_at = now() WHERE id = '${second}'`);
  answers = {};
  expect((await explained()).targets).toMatchObject([{ credential: first }]);
  expect(await secretsAsked()).toEqual([200, [first]]);
});

it('when all are to wait the one that may be asked soonest is, and once it answers it is as good as before', async () => {
  const [first, second] = await two();
  answers[first] = json({ error: { message: 'slowly' } }, 429, { 'retry-after': '90' });
  answers[second] = json({ error: { message: 'slowly' } }, 429, { 'retry-after': '30' });
  expect((await secretsAsked())[0]).toBe(503);
  expect((await explained()).targets).toMatchObject([{ credential: second, reason: 'last-usable' }, { credential: first }]);
  answers = {};
  expect(await secretsAsked()).toEqual([200, [second]]);
  expect((await explained()).targets).toMatchObject([{ credential: second }]);
});

it('another secret begins anew', async () => {
  const [first, second] = await two();
  answers[first] = refused(401);
  await secretsAsked();
  await proxy.change(`UPDATE credential SET secret = '\\x${sealer.seal(`${first}-new`, first).toString('hex')}', rotated_at = now() WHERE id = '${first}'`);
  expect(await secretsAsked()).toEqual([200, [`${first}-new`]]);
  expect(second).not.toBe(first);
});
