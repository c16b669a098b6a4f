// The organisation's settings, by status.
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
