import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cutDatabase } from '../harness/cut-database.js';
import { eventually } from '../harness/eventually.js';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
const journals = () => readdirSync(join(proxy.dataDirectory, 'journal'));

const post = (user: string) => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', user, messages: [{ role: 'user', content: 'Hi' }] });
async function ask(user: string): Promise<number> {
  const response = await post(user);
  await response.arrayBuffer();
  return response.status;
}
const askAll = (users: string[]) => Promise.all(users.map(ask));
const users = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `user ${from + index}`);

describe('while the database is away', () => {
  beforeAll(async () => {
    proxy = await startProxy();
    proxy.upstream.answer(json(openaiReply()));
  });
  afterAll(() => proxy.close());

  it('no request of a known key fails, no row is lost and none comes twice; a stop leaves nothing behind', async () => {
    await ask('before');
    const restore = await cutDatabase(proxy);
    const statuses: number[] = [];
    for (let from = 0; from < 400; from += 40) statuses.push(...await askAll(users(from, from + 40)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await restore();
    statuses.push(await ask('after'));
    const rows = await proxy.stopAndReadLedger();
    expect(rows.map((row) => String(row.end_user)).sort()).toEqual(['before', 'after', ...users(0, 400)].sort());
    expect(rows.map((row) => Number(row.sequence)).sort((one, other) => one - other)).toEqual(Array.from({ length: 402 }, (_, index) => index + 1));
    expect(await proxy.query('SELECT count(*)::int AS rows FROM request')).toEqual([{ rows: 402 }]);
    expect(journals()).toEqual([]);
  });
});

describe('when the journal is full', () => {
  beforeAll(async () => {
    proxy = await startProxy({ JOURNAL_MAX_BYTES: String(2 ** 20) });
    proxy.upstream.answer(json(openaiReply()));
  });
  afterAll(() => proxy.close());

  it('no call goes out: 503 until the database is back, and what was answered has its row', async () => {
    await ask('before');
    const restore = await cutDatabase(proxy);
    const answered = [200];
    for (let from = 0; !answered.includes(503) && from < 4_000; from += 40) answered.push(...await askAll(users(from, from + 40)));
    expect(new Set(answered)).toEqual(new Set([200, 503]));
    const refused = await eventually(() => post('refused'), 503); // where many were under way at once there is room for a few more
    expect(await refused.json()).toEqual({ error: { message: expect.any(String), code: 'journal_full', type: 'api_error', param: null } });
    await restore();
    await (await eventually(() => post('after'), 200)).arrayBuffer();
    const wentOut = proxy.upstream.received.map(({ body }) => (body as { user: string }).user);
    const rows = await proxy.stopAndReadLedger();
    expect(rows.map((row) => String(row.end_user)).sort()).toEqual(wentOut.sort());
  });
});
