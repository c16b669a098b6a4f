// Rates of currencies: set, imported, listed, removed; what is wrong with them; and reports that are shown by them.
import { Clock } from '#server/clock';
import { makeLedgerRow } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

class At extends Clock {
  override now() { return Date.parse('2026-11-24T12:00:00Z'); }
}

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin({}, undefined, new At());
  const usd = 10n ** 12n;
  await makeLedgerRow(admin, { openedAt: new Date('2026-09-15T10:00:00Z'), listPicoUsd: 4n * usd, chargedPicoUsd: 3n * usd + 1n });
  await makeLedgerRow(admin, { openedAt: new Date('2026-11-03T10:00:00Z'), listPicoUsd: 0n, chargedPicoUsd: 10n * usd });
  await makeLedgerRow(admin, { openedAt: new Date('2026-11-24T11:30:00Z'), listPicoUsd: 2n * usd, chargedPicoUsd: 2n * usd });
});
afterAll(() => admin.close());
beforeEach(() => admin.query('DELETE FROM currency_rate'));

const put = (place: string, body: unknown = { rate: '0.9217', source: 'ECB' }) => admin.ask('PUT', `/api/currency-rates/${place}`, body);
const importCsv = (query: string, csv: string) => admin.post(`/api/currency-rates/import?${query}`, csv, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
const listed = async (query = '') => (await admin.get(`/api/currency-rates?${query}`)).body.data.map(({ currency, day, rate }: Record<string, string>) => `${currency} ${day} ${rate}`) as string[];

test('a rate is set, takes the place of another, is listed and removed; all of it is in the audit log', async () => {
  const set = await put('EUR/2026-11-24');
  expect(set).toMatchObject({ status: 200, body: { currency: 'EUR', day: '2026-11-24', rate: '0.9217', source: 'ECB', setBy: expect.stringContaining('@example.com') } });
  expect((await put('EUR/2026-11-24', { rate: '0.930', source: 'our bank' })).body).toMatchObject({ rate: '0.93', source: 'our bank' });
  expect((await admin.get('/api/currency-rates')).body).toEqual({ data: [{ ...set.body, rate: '0.93', source: 'our bank', setAt: expect.any(String) }], nextCursor: null });
  expect((await admin.remove('/api/currency-rates/EUR/2026-11-24')).status).toBe(204);
  expect((await admin.remove('/api/currency-rates/EUR/2026-11-24')).status).toBe(404);
  expect((await admin.get('/api/audit?resource=currency-rate')).body.data).toMatchObject([
    { action: 'currency-rate.delete', resourceId: 'EUR 2026-11-24', before: { rate: '0.93' } },
    { action: 'currency-rate.update', before: { rate: '0.9217', source: 'ECB' }, after: { rate: '0.93', source: 'our bank' } },
    { action: 'currency-rate.create', after: { rate: '0.9217' } },
  ]);
});

test('a file is taken as JSON, as CSV within JSON and as CSV, and the same again changes nothing', async () => {
  const rates = [{ currency: 'EUR', day: '2026-11-24', rate: '0.9217' }, { currency: 'JPY', day: '2026-11-24', rate: '149.25' }];
  const csv = 'currency,day,rate\nEUR,2026-11-24,0.9217\nJPY,2026-11-24,149.25\n';
  expect(await admin.post('/api/currency-rates/import?source=bank', { rates })).toMatchObject({ status: 200, body: { created: 2, replaced: 0, unchanged: 0 } });
  expect((await admin.post('/api/currency-rates/import?source=bank', { csv })).body).toEqual({ created: 0, replaced: 0, unchanged: 2 });
  expect((await importCsv('source=bank', `${csv}CHF,2026-11-24,0.88`)).body).toEqual({ created: 1, replaced: 0, unchanged: 2 });
  expect(await listed()).toEqual(['CHF 2026-11-24 0.88', 'EUR 2026-11-24 0.9217', 'JPY 2026-11-24 149.25']);
});

test('a list of another base is converted, and says so', async () => {
  expect((await importCsv('base=EUR&source=ECB', 'Date,USD,JPY,\n2026-11-24,1.0847,162.37,\n2026-11-23,1.25,N/A,\n')).body).toEqual({ created: 3, replaced: 0, unchanged: 0 });
  expect(await listed()).toEqual(['EUR 2026-11-24 0.921913893242', 'JPY 2026-11-24 149.691158845764', 'EUR 2026-11-23 0.8']);
  expect((await admin.get('/api/currency-rates?limit=1')).body.data[0].source).toBe('ECB (from EUR, 1 EUR = 1.0847 USD)');
});

test('of a file with one wrong line nothing is taken, and the line is told', async () => {
  const { status, body } = await importCsv('source=x', 'currency,day,rate\nEUR,2026-11-24,0.9217\nJPY,2026-11-24,abc\n');
  expect([status, body.error.problems]).toEqual([400, [{ param: 'line 3', message: expect.stringMatching(/^line 3 rate must be decimal text/) }]]);
  expect(await listed()).toEqual([]);
});

test('pages follow each other, of a currency and of days', async () => {
  await importCsv('source=x', 'date,CHF,EUR,JPY\n2026-11-22,1,2,3\n2026-11-23,1,2,3\n2026-11-24,1,2,3\n');
  const first = (await admin.get('/api/currency-rates?limit=4')).body;
  expect(first.nextCursor).toBe('CHF-2026-11-23');
  expect(await listed(`limit=4&cursor=${first.nextCursor}`)).toEqual(['EUR 2026-11-23 2', 'JPY 2026-11-23 3', 'CHF 2026-11-22 1', 'EUR 2026-11-22 2']);
  expect(await listed('currency=EUR&from=2026-11-23&to=2026-11-23')).toEqual(['EUR 2026-11-23 2']);
});

test.each<[string, () => Promise<{ status: number; body: { error: { param: string } } }>]>([
  ['currency', () => put('EURO/2026-11-24')], ['currency', () => put('USD/2026-11-24')], ['currency', () => put('eur/2026-11-24')], ['day', () => put('EUR/2026-02-30')], ['day', () => put('EUR/0001-01-01')],
  ['rate', () => put('EUR/2026-11-24', { rate: '0', source: 'x' })], ['rate', () => put('EUR/2026-11-24', { rate: 0.9, source: 'x' })], ['source', () => put('EUR/2026-11-24', { rate: '1' })],
  ['day', () => admin.remove('/api/currency-rates/EUR/today')],
  ['source', () => importCsv('', 'currency,day,rate\nEUR,2026-11-24,1')], ['base', () => importCsv('source=x&base=euro', 'x')], ['csv', () => importCsv('source=x', ' \n')],
  ['rates', () => admin.post('/api/currency-rates/import?source=x', {})], ['rates', () => admin.post('/api/currency-rates/import?source=x', { rates: [], csv: 'x' })],
  ['rates', () => admin.post('/api/currency-rates/import?source=x', { rates: Array.from({ length: 10_001 }, () => ({})) })],
  ['cursor', () => admin.get('/api/currency-rates?cursor=EUR-2026-99-99')], ['from', () => admin.get('/api/currency-rates?from=2026-11')], ['currency', () => admin.get('/api/currency-rates?currency=X')],
])('400: %s', async (param, ask) => {
  const { status, body } = await ask();
  expect([status, body.error.param]).toEqual([400, param]);
});

test('no other route takes CSV', async () => {
  expect((await admin.ask('PATCH', '/api/settings', 'a,b', { headers: { 'content-type': 'text/csv' } })).status).toBe(415);
  expect((await admin.post('/api/currency-rates/import?source=x', 'a,b', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
});

describe('reports in another currency', () => {
  beforeEach(() => importCsv('source=bank', 'date,EUR\n2026-08-31,0.5\n2026-09-30,0.9\n2026-10-01,0.7\n2026-11-24,0.8\n'));
  const usage = async (query: string) => (await admin.get(`/api/reports/usage?currency=EUR&${query}`)).body;

  test('each interval has the rate of its last day, or of the youngest day before it, and sums are exact', async () => {
    const report = await usage('from=2026-09-01&to=2026-11-30&interval=month');
    expect(report.currency).toEqual({
      code: 'EUR', rates: [{ start: '2026-09-01', rate: '0.9', day: '2026-09-30', source: 'bank' }, { start: '2026-11-01', rate: '0.8', day: '2026-11-24', source: 'bank' }],
      previousRates: [],
    });
    expect(report.rows.map(({ start, figures }: { start: string; figures: { charged: string; list: string; chargedUsd: string } }) => [start, figures.charged, figures.list, figures.chargedUsd])).toEqual([
      ['2026-09-01', '2.7000000000009', '3.6', '3.000000000001'], ['2026-11-01', '9.6', '1.6', '12'],
    ]);
    expect([report.total.charged, report.ledger.total.charged, report.total.chargedUsd]).toEqual(['12.3000000000009', '12.3000000000009', '15.000000000001']);
  });

  test('the span before has rates of its own', async () => {
    const report = await usage('from=2026-10-01&to=2026-11-30&compare=previous'); // beside August and September
    expect([report.total.charged, report.previousTotal.charged]).toEqual(['9.6', '2.7000000000009']);
    expect(report.currency).toEqual({
      code: 'EUR', rates: [{ start: '2026-10-01', rate: '0.8', day: '2026-11-24', source: 'bank' }], previousRates: [{ start: '2026-08-01', rate: '0.9', day: '2026-09-30', source: 'bank' }],
    });
  });

  test('days and hours have the rate that held then', async () => {
    const rates = async (query: string) => (await usage(query)).currency.rates.map(({ start, rate, day }: Record<string, string>) => [start, rate, day]) as string[][];
    expect(await rates('span=this-month&interval=day')).toEqual([['2026-11-03', '0.7', '2026-10-01'], ['2026-11-24', '0.8', '2026-11-24']]);
    expect(await rates('span=this-month&interval=hour')).toEqual([['2026-11-03T10:00:00Z', '0.7', '2026-10-01'], ['2026-11-24T11:00:00Z', '0.8', '2026-11-24']]);
  });

  test('an export has the amounts of the report', async () => {
    const answer = await fetch(`${admin.url}/api/reports/usage/export?format=ndjson&currency=EUR&from=2026-09-01&to=2026-11-30&interval=month`, { headers: { authorization: `Bearer ${admin.token}` } });
    expect(await answer.text()).toMatch(/"2\.7000000000009"[^]*"9\.6"/);
  });

  test('the organisation\'s currency is that of its reports, and its fiscal months begin on its day', async () => {
    await admin.patch('/api/settings', { currency: 'EUR', fiscalYearStartMonth: 4, fiscalYearStartDay: 6 });
    const { body } = await admin.get('/api/reports/usage?span=this-fiscal-year&interval=fiscal-month');
    await admin.patch('/api/settings', { currency: 'USD', fiscalYearStartMonth: 1, fiscalYearStartDay: 1 });
    expect([body.from, body.to, body.currency.code, body.currency.rates.map(({ start, day }: Record<string, string>) => [start, day])]).toEqual(
      ['2026-04-06', '2027-04-05', 'EUR', [['2026-09-06', '2026-10-01'], ['2026-10-06', '2026-10-01'], ['2026-11-06', '2026-11-24']]]);
  });

  test('without a rate on or before an interval\'s last day there is no report', async () => {
    const { status, body } = await admin.get('/api/reports/usage?currency=EUR&span=last-year');
    expect([status, body.error.param, body.error.message]).toEqual([400, 'currency', 'currency EUR has no rate of 2025-12-31 or a day before it']);
  });
});
