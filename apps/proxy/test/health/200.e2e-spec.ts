import { mintKey } from '#access/key';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { cutDatabase } from '../harness/cut-database.js';
import { eventually } from '../harness/eventually.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

const health = async (which: 'live' | 'ready') => {
  const response = await proxy.get(`/health/${which}`, { key: null });
  return [response.status, await response.json()] as [number, { status: string; reasons?: string[] }];
};
const chat = (key = proxy.key) => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { key });

/** Asks until the answer's status is this one; jest's own limit ends a wait in vain. */
async function becomes(status: string): Promise<unknown> {
  for (;;) {
    const ready = await health('ready');
    if (ready[1].status === status) return ready;
  }
}

it('a proxy that serves is alive and ready, to anybody who asks', async () => {
  expect(await health('live')).toEqual([200, { status: 'ok' }]);
  expect(await health('ready')).toEqual([200, { status: 'ok', reasons: [] }]);
});

it('while the database is away known keys are served, unknown ones are not called wrong, and nothing that was spent is lost', async () => {
  expect((await chat()).status).toBe(200);
  const restore = await cutDatabase(proxy);
  expect(await becomes('degraded')).toEqual([200, { status: 'degraded', reasons: ['database_unreachable'] }]);
  expect(await health('live')).toEqual([200, { status: 'ok' }]);
  expect((await chat()).status).toBe(200);
  expect((await chat(`${proxy.key.slice(0, -1)}!`)).status).toBe(401);
  const unknown = await chat(mintKey().secret);
  expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await unknown.json()).toMatchObject({ error: { type: 'api_error', code: 'keys_unavailable' } });

  await restore();
  await becomes('ok');
  expect((await eventually(() => chat(mintKey().secret), 401)).status).toBe(401);
  const rows = await proxy.stopAndReadLedger();
  expect(rows.map(({ outcome, confidence }) => [outcome, confidence])).toEqual([1, 2].map(() => ['ok', 'reported']));
});
