import { hashKey } from '#access/key';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let key: string;
beforeAll(async () => { proxy = await startProxy(); key = await proxy.addKey(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

const policy = (name: string) => proxy.change(`UPDATE api_key SET end_user_policy = '${name}' WHERE hash = '${hashKey(key)}'`);
const ask = (fields: object) => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], ...fields }, { key });

it.each([[{}], [{ user: '' }], [{ user: null }], [{ metadata: { user_id: 'u' } }]])('a key whose requests must name an end user is refused without one, the field named: %j', async (fields) => {
  await policy('required');
  proxy.upstream.received.length = 0;
  const response = await ask(fields);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { message: expect.stringContaining('"user"') as string, type: 'invalid_request_error', param: 'user', code: null } });
  expect(proxy.upstream.received).toEqual([]);
});

it('it is served with either field', async () => {
  await policy('required');
  for (const fields of [{ user: 'ada' }, { safety_identifier: 'ada' }]) expect((await ask(fields)).status).toBe(200);
});

it('whom a key\'s requests name is recorded, cut at 256 characters, unless it is to be ignored', async () => {
  await policy('ignored');
  expect((await ask({ user: 'grace', safety_identifier: 'grace' })).status).toBe(200);
  await policy('optional');
  expect((await ask({ user: 'alan' })).status).toBe(200);
  expect((await ask({})).status).toBe(200);
  expect((await ask({ user: 'x'.repeat(300) })).status).toBe(200);
  const rows = await proxy.stopAndReadLedger();
  expect(rows.map((row) => row.end_user)).toEqual(['ada', 'ada', null, 'alan', null, 'x'.repeat(256)]);
});
