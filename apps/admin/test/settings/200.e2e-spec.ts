// The organisation's settings, by status.
import * as fc from 'fast-check';
import { LedgerRepository } from '#database/ledger';
import { RollupRepository } from '#database/rollups/rollups';
import { Clock } from '#server/clock';
import { anyLedger } from '#database-test/any-ledger';
import { RollupRenewal } from '../../src/rollups/rollup-renewal.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('what is given is changed, and is in the audit log', async () => {
  const { body: before, headers } = await admin.get('/api/settings');
  expect(before).toEqual({
    organisationName: '', timeZone: 'UTC', currency: 'USD', fiscalYearStartMonth: 1, fiscalYearStartDay: 1, moneyDecimals: 2, rounding: 'half-even', numberLocale: 'en-US', version: 1,
  });
  const changed = await admin.patch('/api/settings', { timeZone: 'Asia/Kolkata', fiscalYearStartMonth: 4, organisationName: 'Example' }, { headers: { 'if-match': headers.get('etag')! } });
  expect(changed).toMatchObject({ status: 200, body: { ...before, timeZone: 'Asia/Kolkata', fiscalYearStartMonth: 4, organisationName: 'Example', version: 2 } });
  expect((await admin.get('/api/settings')).body).toEqual(changed.body);
  expect((await admin.get('/api/audit?resource=settings')).body.data).toMatchObject([{ action: 'settings.update', before: { timeZone: 'UTC' }, after: { timeZone: 'Asia/Kolkata' } }]);
  expect((await admin.patch('/api/settings', { currency: 'EUR' }, { headers: { 'if-match': headers.get('etag')! } })).status).toBe(412);
});

test('the fiscal calendar and how amounts are shown are changed alike', async () => {
  const wanted = { fiscalYearStartMonth: 4, fiscalYearStartDay: 28, moneyDecimals: 12, rounding: 'half-up', numberLocale: 'de-CH' };
  expect(await admin.patch('/api/settings', wanted)).toMatchObject({ status: 200, body: wanted });
  expect((await admin.get('/api/settings')).body).toMatchObject(wanted);
});

test.each([
  ['timeZone', 'Mars/Phobos'], ['timeZone', '+02:00'], ['timeZone', ''], ['timeZone', null], ['currency', 'EURO'], ['currency', 'constructor'],
  ['fiscalYearStartMonth', 0], ['fiscalYearStartMonth', 13], ['fiscalYearStartMonth', 1.5], ['organisationName', 'a\u0000b'],
  ['fiscalYearStartDay', 0], ['fiscalYearStartDay', 29], ['fiscalYearStartDay', null], ['moneyDecimals', -1], ['moneyDecimals', 13], ['moneyDecimals', 2.5], ['rounding', 'down'],
  ['numberLocale', 'xx-YY'], ['numberLocale', 'en_US'], ['numberLocale', ''], ['numberLocale', null], ['numberLocale', ['en-US']], ['version', 7],
])('400: %s %j', async (field, value) => {
  const { status, body } = await admin.patch('/api/settings', { [field]: value });
  expect([status, body.error.param]).toEqual([400, field]);
});

test('another time zone moves usage to the days of that zone', async () => {
  await admin.patch('/api/settings', { timeZone: 'UTC' });
  const openedAt = new Date('2026-11-23T20:00:00Z');
  const [[row]] = fc.sample(anyLedger('p'), 1);
  await new LedgerRepository(admin.database).insertMany([{ ...row, openedAt }]);
  const days = () => admin.query('SELECT day::text FROM usage_day').then((rows) => rows.map(({ day }) => day));
  expect(await days()).toEqual(['2026-11-23']);
  await admin.patch('/api/settings', { timeZone: 'Asia/Tokyo' });
  await new RollupRenewal(new RollupRepository(admin.database), new Clock()).renewWaiting();
  expect(await days()).toEqual(['2026-11-24']);
});
