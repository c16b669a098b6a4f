import { cutDatabase } from '../harness/cut-database.js';
import { eventually } from '../harness/eventually.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ KEY_STALE_MAX_MS: '1000' }); });
afterAll(() => proxy.close());

const ready = () => proxy.get('/health/ready', { key: null });

it('past the time that known keys are believed nobody is served, nobody is called unknown, and the end of the outage is noticed', async () => {
  const restore = await cutDatabase(proxy);
  const refused = await eventually(ready, 503);
  expect(await refused.json()).toEqual({ status: 'unavailable', reasons: ['database_unreachable'] });
  expect((await proxy.get('/health/live', { key: null })).status).toBe(200);
  const answer = await proxy.get('/v1/models');
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('x-should-retry')]).toEqual([503, '1', null]);
  expect(await answer.json()).toEqual({ error: { message: expect.any(String) as string, type: 'api_error', param: null, code: 'keys_unavailable' } });
  expect((await proxy.get('/v1/models', { key: 'x' })).status).toBe(401);

  await restore();
  await eventually(ready, 200);
  expect((await proxy.get('/v1/models')).status).toBe(200);
});
