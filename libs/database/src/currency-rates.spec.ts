import { freshDatabase } from '../test/fresh-database.js';
import { systemAuthor, type Change } from './change.js';
import { CurrencyRateRepository, type NewRate } from './currency-rates.js';
import { Database } from './database.js';

let database: Database;
let rates: CurrencyRateRepository;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await freshDatabase();
  ({ drop } = fresh);
  database = new Database(fresh.url);
  rates = new CurrencyRateRepository(database);
}, 60_000);
afterAll(async () => { await database.close(); await drop(); });
beforeEach(() => database.ask((client) => client.$executeRaw`DELETE FROM currency_rate`));

const at = new Date('2026-11-25T10:00:00Z');
const change = <T>(work: (open: Change) => Promise<T>) => database.change(systemAuthor('command'), at, work);
const put = (...given: NewRate[]) => change((open) => rates.put(open, given));
const euro = (day: string, rate: string, source = 'ECB'): NewRate => ({ currency: 'EUR', day, rate, source });
const audited = () => database.ask((client) => client.audit.findMany({ where: { resource: 'currency-rate' }, orderBy: { sequence: 'desc' } }));

test('a day has its own rate, else that of the youngest day before it, and before the first none', async () => {
  await put(euro('2026-11-20', '0.91'), euro('2026-11-23', '0.9217'), { currency: 'JPY', day: '2026-11-21', rate: '149.25', source: '' });
  expect(await rates.rateOn('EUR', '2026-11-20')).toEqual({ ...euro('2026-11-20', '0.91'), setBy: 'AIProxy', setAt: at });
  expect(await rates.rateOn('EUR', '2026-11-22')).toMatchObject({ day: '2026-11-20', rate: '0.91' });
  expect(await rates.rateOn('EUR', '2030-01-01')).toMatchObject({ day: '2026-11-23', rate: '0.9217' });
  expect(await rates.rateOn('EUR', '2026-11-19')).toBeUndefined();
  expect(await rates.rateOn('JPY', '2026-11-20')).toBeUndefined();
  const many = await rates.ratesFor('EUR', ['2026-11-19', '2026-11-21', '2026-11-24', '2026-11-21']);
  expect(Object.fromEntries([...many].map(([day, held]) => [day, held.day]))).toEqual({ '2026-11-21': '2026-11-20', '2026-11-24': '2026-11-23' });
  expect((await rates.ratesFor('EUR', [])).size).toBe(0);
});

test.each([['149.250000000000', '149.25'], ['0.000000000001', '0.000000000001'], ['123456789012345678.123456789012', '123456789012345678.123456789012'], ['007', '7'], ['100', '100'], ['10.0', '10']])(
  'the rate %s is kept to the last digit, and told as %s', async (given, told) => {
    await put(euro('2026-11-20', given));
    expect([(await rates.rateOn('EUR', '2026-11-20'))?.rate, (await rates.find(euro('2026-11-20', given)))?.rate, (await rates.list({ limit: 1 }, {})).rows[0].rate]).toEqual([told, told, told]);
    expect(await put(euro('2026-11-20', given))).toEqual({ created: 0, replaced: 0, unchanged: 1 });
  });

test('what takes the place of another is told with what was there; the same again is nothing', async () => {
  expect(await put(euro('2026-11-20', '0.91'))).toEqual({ created: 1, replaced: 0, unchanged: 0 });
  expect(await put(euro('2026-11-20', '0.92'), euro('2026-11-21', '0.93'), euro('2026-11-22', '0.94'))).toEqual({ created: 2, replaced: 1, unchanged: 0 });
  const before = (await audited()).length;
  expect(await put(euro('2026-11-20', '0.920'), euro('2026-11-21', '0.93'))).toEqual({ created: 0, replaced: 0, unchanged: 2 });
  const notes = await audited();
  expect(notes.length).toBe(before);
  expect(notes.slice(0, 3).map(({ action, resourceId, before: was, after }) => [action, resourceId, JSON.parse(was ?? 'null'), JSON.parse(after ?? 'null')])).toEqual([
    ['currency-rate.import', 'import', null, { rates: 2, currencies: ['EUR'], from: '2026-11-21', to: '2026-11-22', sources: ['ECB'] }],
    ['currency-rate.update', 'EUR 2026-11-20', euro('2026-11-20', '0.91'), euro('2026-11-20', '0.92')],
    ['currency-rate.create', 'EUR 2026-11-20', null, euro('2026-11-20', '0.91')],
  ]);
});

test('what is removed is gone, and is in the audit log', async () => {
  await put(euro('2026-11-20', '0.91'), euro('2026-11-21', '0.92'));
  await change((open) => rates.remove(open, { currency: 'EUR', day: '2026-11-21' }));
  expect(await rates.rateOn('EUR', '2026-11-21')).toMatchObject({ day: '2026-11-20' });
  expect((await audited())[0]).toMatchObject({ action: 'currency-rate.delete', resourceId: 'EUR 2026-11-21', before: JSON.stringify(euro('2026-11-21', '0.92')), after: null });
  await expect(change((open) => rates.remove(open, { currency: 'EUR', day: '2026-11-21' }))).rejects.toMatchObject({ kind: 'missing' });
});

test('every page of the list begins after the one before, and none is left out or told twice', async () => {
  const given = ['2026-11-20', '2026-11-21', '2026-11-22'].flatMap((day) => ['CHF', 'EUR', 'JPY'].map((currency) => ({ currency, day, rate: '1.5', source: 'x' })));
  await put(...given);
  const seen: string[] = [];
  for (let after: { currency: string; day: string } | null | undefined; after !== null;) {
    const { rows, next } = await rates.list({ limit: 2, after }, {});
    seen.push(...rows.map(({ day, currency }) => `${day} ${currency}`));
    after = next;
  }
  expect(seen).toEqual(['2026-11-22', '2026-11-21', '2026-11-20'].flatMap((day) => ['CHF', 'EUR', 'JPY'].map((currency) => `${day} ${currency}`)));
  const euros = await rates.list({ limit: 10 }, { currency: 'EUR', from: '2026-11-21', to: '2026-11-21' });
  expect([euros.rows.map(({ day, currency }) => `${day} ${currency}`), euros.next]).toEqual([['2026-11-21 EUR'], null]);
});

test.each([['0'], ['-1'], ['1000000000000000000']])('Postgres itself refuses the rate %s', async (rate) => {
  await expect(put(euro('2026-11-20', rate))).rejects.toMatchObject({ kind: 'unstorable' });
});

test('ten thousand rates are one change', async () => {
  const given = Array.from({ length: 10_000 }, (_, index) => euro(new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10), `1.${index}1`));
  expect(await put(...given)).toEqual({ created: 10_000, replaced: 0, unchanged: 0 });
  expect(await put(...given)).toEqual({ created: 0, replaced: 0, unchanged: 10_000 });
  expect(await put(...given.map((rate) => ({ ...rate, source: 'ours' })))).toEqual({ created: 0, replaced: 10_000, unchanged: 0 });
  const replaced = (await audited()).slice(0, 20).toReversed().flatMap(({ before }) => JSON.parse(before!) as NewRate[]);
  expect(replaced).toEqual(given);
}, 60_000);
