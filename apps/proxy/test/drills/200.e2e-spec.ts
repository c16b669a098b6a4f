import { Database } from '#database/database';
import { DrillRepository } from '#database/drills';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type LedgerRow, type RunningProxy } from '../harness/start-proxy.js';

const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hello' }] };
/** More than a circuit would bear. */
const often = 25;

let proxy: RunningProxy;
let other: string;
/** What the upstream was asked for while each drill was on: the first target has the model's own name, the second is `own-mini`. */
const asked: Record<string, string[]> = {};
const statuses: Record<string, number[]> = {};
let requests: LedgerRow[];
let ledger: LedgerRow[];
let report: Awaited<ReturnType<DrillRepository['report']>>;

async function during(name: string, times: number, key = proxy.key): Promise<void> {
  const before = proxy.upstream.received.length;
  statuses[name] = [];
  for (let index = 0; index < times; index += 1) {
    const response = await proxy.post('/v1/chat/completions', ask, { key });
    await response.text();
    statuses[name].push(response.status);
  }
  asked[name] = proxy.upstream.received.slice(before).map(({ body }) => body.model as string);
}

/** Of the first key's project. */
const start = (id: string, columns: string, values: string) => proxy.change(`
  INSERT INTO drill (id, project_id, share, reason, created_by, starts_at, ends_at, ${columns})
  SELECT '${id}', project.id, 100, 'test', 'test', now() - interval '1 minute', now() + interval '1 hour', ${values} FROM project WHERE name = 'project 1'`);
const end = (id: string) => proxy.change(`UPDATE drill SET ended_at = now() WHERE id = '${id}'`);
const rowsOf = (drillId: string) => requests.filter(({ attempts }) => (attempts as { drillId: string | null }[]).some((one) => one.drillId === drillId));

beforeAll(async () => {
  proxy = await startProxy();
  proxy.upstream.answer(json(openaiReply()));
  other = await proxy.addKey();
  await proxy.change("INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES ('second', 'gpt-4o-mini', 'vllm', 'own-mini', 9, 'admin')");
  const [{ id: first }] = await proxy.query("SELECT id FROM target WHERE model_id = 'gpt-4o-mini' AND provider_id = 'openai'");
  await during('before', 1);
  await start('down', 'target_id, effect', `'${first as string}', 'down'`);
  await during('down', often);
  await during('down, another project', 2, other);
  await end('down');
  await during('after', 2);
  await start('slow', 'provider_id, effect, delay_ms', "'openai', 'slow', 40");
  await during('slow', 1);
  await end('slow');
  await start('flaky', 'provider_id, effect, fail_percent', "'openai', 'flaky', 100");
  await during('flaky', 1);
  ledger = await proxy.stopAndReadLedger();
  requests = await proxy.query('SELECT * FROM request ORDER BY at');
  const database = new Database(proxy.databaseUrl);
  const drills = new DrillRepository(database);
  const [{ project_id: projectId }] = await proxy.query("SELECT project_id FROM drill WHERE id = 'down'");
  report = await drills.report((await drills.find(projectId as string, 'down'))!, new Date());
  await database.close();
});
afterAll(() => proxy.close());

it('a target that is down is not called, and its callers are answered by another', () => {
  expect([asked.before, statuses.down]).toEqual([['gpt-4o-mini'], Array.from({ length: often }, () => 200)]);
  expect(asked.down).toEqual(Array.from({ length: often }, () => 'own-mini'));
});

it('another project notices nothing', () => {
  expect(asked['down, another project']).toEqual(['gpt-4o-mini', 'gpt-4o-mini']);
});

it('after its end everything is as before: its failures did not count against the target', () => {
  expect(asked.after).toEqual(['gpt-4o-mini', 'gpt-4o-mini']);
});

it('the row of a request names the drill at the attempts that it met', () => {
  const met = rowsOf('down');
  expect(met).toHaveLength(often);
  for (const { attempts } of met) {
    expect(attempts).toMatchObject([
      { attempt: 1, providerId: 'openai', drillId: 'down', outcome: 'upstream_unreachable' }, { attempt: 2, targetId: 'second', drillId: null, outcome: 'ok' },
    ]);
  }
});

it('a call that never went out costs nothing', () => {
  const ids = new Set(rowsOf('down').map(({ id }) => id));
  const lost = ledger.filter((row) => ids.has(row.request_id) && row.attempt === 1);
  expect(lost).toHaveLength(often);
  for (const row of lost) expect(row).toMatchObject({ confidence: 'none', charged_pico_usd: '0', input_text: 0, output_text: 0, outcome: 'upstream_unreachable' });
});

it('a slow one answers late', () => {
  expect([statuses.slow, asked.slow]).toEqual([[200], ['gpt-4o-mini']]);
  const [{ attempts }] = rowsOf('slow');
  expect(attempts).toMatchObject([{ drillId: 'slow', outcome: 'ok' }]);
  expect((attempts as { totalMs: number }[])[0].totalMs).toBeGreaterThanOrEqual(39);
});

it('a flaky one fails with what a provider would have answered', () => {
  expect([statuses.flaky, asked.flaky]).toEqual([[200], ['own-mini']]);
  expect(rowsOf('flaky')).toMatchObject([{ attempts: [{ drillId: 'flaky', outcome: 'upstream_error' }, { targetId: 'second' }] }]);
});

it('its report is of what the rows say', () => {
  expect(report).toMatchObject({
    complete: true, requests: expect.any(Number), met: often, answered: often, saved: often, failed: [],
    metAttempts: [{ outcome: 'upstream_unreachable', attempts: often }], attempts: 2 * often,
  });
});
