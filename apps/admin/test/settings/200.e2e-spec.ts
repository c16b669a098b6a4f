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
  expect(before).toEqual({ organisationName: '', timeZone: 'UTC', currency: 'USD', fiscalYearStartMonth: 1, version: 1 });
  const changed = await admin.patch('/api/settings', { timeZone: 'Asia/Kolkata', fiscalYearStartMonth: 4, organisationName: 'Example' }, { headers: { 'if-match': headers.get('etag')! } });
  expect(changed).toMatchObject({ status: 200, body: { ...before, timeZone: 'Asia/Kolkata', fiscalYearStartMonth: 4, organisationName: 'Example', version: 2 } });
  expect((await admin.get('/api/settings')).body).toEqual(changed.body);
  expect((await admin.get('/api/audit?resource=settings')).body.data).toMatchObject([{ action: 'settings.update', before: { timeZone: 'UTC' }, after: { timeZone: 'Asia/Kolkata' } }]);
  expect((await admin.patch('/api/settings', { currency: 'EUR' }, { headers: { 'if-match': headers.get('etag')! } })).status).toBe(412);
});

test.each([
  ['timeZone', 'Mars/Phobos'], ['timeZone', '+02:00'], ['timeZone', ''], ['timeZone', null], ['currency', 'EURO'], ['currency', 'constructor'],
  ['fiscalYearStartMonth', 0], ['fiscalYearStartMonth', 13], ['fiscalYearStartMonth', 1.5], ['organisationName', 'a\u0000b'], ['version', 7],
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
