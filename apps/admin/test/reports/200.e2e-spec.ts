// Usage reports, by status. That their figures are those of the ledger, whatever is asked, is in libs/database/src/reports; here is what
// is made of them.
import type { LedgerRecord } from '#database/records';
import { usageOf } from '#providers/usage';
import { Clock } from '#server/clock';
import { makeKey, makeLedgerRow, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

class At extends Clock {
  override now() { return Date.parse('2026-11-24T12:00:00Z'); }
}

let admin: RunningAdmin;
let [search, ads, key] = ['', '', ''];
beforeAll(async () => {
  admin = await startAdmin({}, undefined, new At());
  search = (await makeProject(admin, { name: 'Search' })).id;
  ads = (await makeProject(admin, { name: 'Ads' })).id;
  key = (await makeKey(admin, search)).id;
  const usd = (dollars: number) => BigInt(dollars * 1000) * 1_000_000_000n;
  const rows: Partial<LedgerRecord>[] = [
    { openedAt: new Date('2026-10-31T23:30:00Z'), projectId: search, chargedPicoUsd: usd(3), listPicoUsd: usd(2), tags: { team: 'a' } },
    { openedAt: new Date('2026-11-03T10:00:00Z'), projectId: search, chargedPicoUsd: usd(6), listPicoUsd: usd(4), usage: usageOf({ inputText: 100, cacheRead: 20, outputText: 7, outputReasoning: 3 }), totalMs: 1400, firstTokenMs: 200 },
    { openedAt: new Date('2026-11-03T11:00:00Z'), projectId: ads, chargedPicoUsd: usd(1), listPicoUsd: usd(1), confidence: 'estimated', outcome: 'upstream_error', tags: { team: 'a' }, keyId: 'gone' },
    { openedAt: new Date('2026-11-24T11:00:00Z'), projectId: ads, chargedPicoUsd: usd(2.5), listPicoUsd: usd(2.5), endUser: 'anna', costCentre: 'c1', keyId: 'gone', final: false },
  ];
  for (const [index, row] of rows.entries()) await makeLedgerRow(admin, { requestId: `req_${index}`, projectId: search, keyId: key, modelServed: 'gpt-5', usage: usageOf(), totalMs: 100, ...row });
});
afterAll(() => admin.close());

const usage = async (query: string, options?: Parameters<RunningAdmin['get']>[1]) => (await admin.get(`/api/reports/usage?${query}`, options)).body;

test('this month by project, dearest first, beside the one before', async () => {
  const report = await usage('interval=month&groupBy=project&compare=previous');
  expect(report).toMatchObject({ from: '2026-11-01', to: '2026-11-30', timeZone: 'UTC', currency: { code: 'USD', rates: [], previousRates: [] }, isSettled: true, rowCount: 2 });
  expect(report.rows).toMatchObject([
    { start: '2026-11-01', groups: [{ by: 'project', id: search, name: 'Search' }], isRest: false, figures: { chargedUsd: '6', listUsd: '4', charged: '6', requests: 1 }, previous: { chargedUsd: '3' } },
    { groups: [{ id: ads, name: 'Ads' }], figures: { chargedUsd: '3.5', requests: 1, attempts: 2, errors: 1 }, previous: null },
  ]);
  expect(report.rows[0].figures).toMatchObject({
    tokens: { inputText: 100, cacheRead: 20, outputText: 7, outputReasoning: 3, input: 120, output: 10 }, latencyMs: { p50: 1250, p95: 1475 }, firstTokenMs: { p50: 175, p95: 198 },
  });
  expect([report.total.chargedUsd, report.previousTotal.chargedUsd, report.ledger.total.chargedUsd]).toEqual(['9.5', '3', '9.5']);
  expect(report.ledger.byConfidence).toMatchObject([
    { confidence: 'reported', chargedShare: 0.894736, requestShare: 0.5, figures: { chargedUsd: '8.5' } },
    { confidence: 'estimated', chargedShare: 0.105263, requestShare: 0.5, figures: { chargedUsd: '1' } },
  ]);
});

test('a tag by its values, and what is without it', async () => {
  const report = await usage('from=2026-10-01&to=2026-11-30&groupBy=tag:team&groupBy=project');
  expect(report.rows.map(({ groups, figures }: { groups: { name: string }[]; figures: { chargedUsd: string } }) => [...groups.map(({ name }) => name), figures.chargedUsd])).toEqual([
    ['(none)', 'Search', '6'], ['a', 'Search', '3'], ['(none)', 'Ads', '2.5'], ['a', 'Ads', '1'],
  ]);
  expect(report.total.chargedUsd).toBe(report.ledger.total.chargedUsd);
});

test('what one tag or end user cost, by other groups; the ledger beside it is of the same', async () => {
  const report = await usage('from=2026-10-01&to=2026-11-30&groupBy=model&tag=team:a');
  expect(report.rows).toMatchObject([{ groups: [{ name: 'gpt-5' }], figures: { chargedUsd: '4' } }]);
  expect([report.total.chargedUsd, report.ledger.total.chargedUsd]).toEqual(['4', '4']);
  expect(report.ledger.byConfidence).toMatchObject([{ confidence: 'reported', figures: { chargedUsd: '3' }, chargedShare: 0.75 }, { confidence: 'estimated', figures: { chargedUsd: '1' } }]);
  const ofAnna = await usage('endUser=anna&groupBy=endUser');
  expect([ofAnna.total.chargedUsd, ofAnna.ledger.total.chargedUsd]).toEqual(['2.5', '2.5']);
  expect((await usage('groupBy=endUser')).ledger.total.chargedUsd).toBe('9.5');
});

test('filters, "(none)" among them', async () => {
  expect((await usage('costCentre=(none)&costCentre=c2')).total.chargedUsd).toBe('7');
  expect((await usage(`project=${ads}&confidence=reported`)).total.chargedUsd).toBe('2.5');
});

test('groups below the top are one row', async () => {
  const report = await usage('groupBy=key&top=1');
  expect(report.rows).toMatchObject([{ groups: [{ id: key }], isRest: false }, { groups: [{ id: null, name: '(other)' }], isRest: true, figures: { chargedUsd: '3.5' } }]);
});

test('hours of the last 90 days', async () => {
  const report = await usage('span=this-month&interval=hour&groupBy=project');
  expect(report.rows.map(({ start }: { start: string }) => start)).toEqual(['2026-11-03T10:00:00Z', '2026-11-03T11:00:00Z', '2026-11-24T11:00:00Z']);
});

test('movers: what changed most, and what is new or gone', async () => {
  const { body } = await admin.get('/api/reports/movers?by=project');
  expect(body).toMatchObject({ from: '2026-11-01', to: '2026-11-30', previousFrom: '2026-10-01', previousTo: '2026-10-31' });
  expect(body.data).toMatchObject([
    { group: { name: 'Ads' }, kind: 'new', changeUsd: '3.5', before: { chargedUsd: '0' } }, { group: { name: 'Search' }, kind: 'up', changeUsd: '3', before: { chargedUsd: '3' }, after: { chargedUsd: '6' } },
  ]);
  expect((await admin.get('/api/reports/movers?by=tag:team')).body.data).toMatchObject([
    { group: { name: '(none)' }, kind: 'new', changeUsd: '8.5' }, { group: { name: 'a' }, kind: 'down', changeUsd: '-2' },
  ]);
});

test("a project's members see their own, whatever they ask for; finance sees all", async () => {
  const viewer = await admin.signIn(null, [{ projectId: ads, role: 'viewer' }]);
  const finance = await admin.signIn('finance');
  expect((await usage('groupBy=project', viewer)).rows).toMatchObject([{ groups: [{ name: 'Ads' }] }]);
  expect((await usage('', viewer)).ledger.total.chargedUsd).toBe('3.5');
  expect((await usage(`project=${search}&project=${ads}`, viewer)).total.chargedUsd).toBe('3.5');
  expect((await usage(`project=${search}`, viewer)).total.chargedUsd).toBe('0');
  expect((await usage('groupBy=endUser', viewer)).rows).toMatchObject([{ groups: [{ id: 'anna' }], figures: { chargedUsd: '2.5' } }, { groups: [{ name: '(none)' }], figures: { chargedUsd: '1' } }]);
  expect((await admin.get('/api/reports/movers?by=project', viewer)).body.data).toHaveLength(1);
  expect((await usage('', finance)).total.chargedUsd).toBe('9.5');
});
