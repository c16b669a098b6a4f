import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it('a route is explained without a call or a booking, counted as a request and with a row like any other', async () => {
  const key = await proxy.addKey({}, { requestsPerDay: 2 });
  const statuses: number[] = [];
  for (const model of ['gpt-4o-mini', 'gpt-none', 'gpt-4o-mini']) {
    const response = await proxy.post('/v1/route/explain', { model }, { key });
    statuses.push(response.status);
    await response.arrayBuffer();
  }
  expect(statuses).toEqual([200, 404, 429]);
  expect(proxy.upstream.received).toEqual([]);
  expect(await proxy.stopAndReadLedger()).toEqual([]);
  expect(await proxy.query('SELECT endpoint, model_asked, status, error_code, attempts FROM request ORDER BY status')).toEqual([
    { endpoint: 'route', model_asked: 'gpt-4o-mini', status: 200, error_code: null, attempts: [] },
    { endpoint: 'route', model_asked: 'gpt-none', status: 404, error_code: 'model_not_found', attempts: [] },
    { endpoint: 'route', model_asked: null, status: 429, error_code: 'rate_limit_exceeded', attempts: [] },
  ]);
});
