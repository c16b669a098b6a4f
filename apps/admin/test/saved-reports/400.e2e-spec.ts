// What cannot be saved or scheduled is refused, and the field named.
import { make } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let [moving, fixed] = ['', ''];
beforeAll(async () => {
  admin = await startAdmin();
  moving = (await make(admin, '/api/reports/saved', { name: 'moving', query: { span: 'last-month' } })).id;
  fixed = (await make(admin, '/api/reports/saved', { name: 'fixed', query: { from: '2026-01-01', to: '2026-01-31' } })).id;
});
afterAll(() => admin.close());

test.each([
  ['name', { query: {} }], ['query', { name: 'n' }], ['query', { name: 'n', query: [] }], ['query', { name: 'n', query: 'span=today' }], ['visibility', { name: 'n', query: {}, visibility: 'all' }],
  ['query.span', { name: 'n', query: { span: 'next-year' } }], ['query.groupBy', { name: 'n', query: { groupBy: ['colour'] } }], ['query.to', { name: 'n', query: { from: '2026-01-01' } }],
  ['query.interval', { name: 'n', query: { interval: 'hour', groupBy: ['key'] } }], ['query.colour', { name: 'n', query: { colour: 'red' } }], ['query.top', { name: 'n', query: { top: [{ toString: 1 }] } }], ['query.member', { name: 'n', query: { member: ['a\0b'] } }],
])('saved: %s', async (param, body) => {
  const { status, body: { error } } = await admin.post('/api/reports/saved', body);
  expect([status, error.param.replace(/\[.*/, '')]).toEqual([400, param]);
  expect(error.message).toContain(param);
});

test.each([
  ['cadence', { cadence: 'hourly' }], ['time', { time: '8:00' }], ['time', { time: '24:00' }], ['day', { day: 1 }], ['day', { cadence: 'weekly' }], ['day', { cadence: 'weekly', day: 8 }],
  ['day', { cadence: 'monthly', day: 32 }], ['format', { format: 'pdf' }], ['emails', {}], ['emails', { emails: [] }], ['emails[0]', { emails: ['stranger@example.com'] }], ['emails', { channelId: null }],
  ['channelId', { channelId: 'none' }], ['channelId', { channelId: 'none', emails: ['a@example.com'] }], ['enabled', { enabled: 'yes' }],
])('schedules: %s: %j', async (param, some) => {
  const { status, body } = await admin.post(`/api/reports/saved/${moving}/schedules`, { cadence: 'daily', time: '08:00', ...some });
  expect([status, body.error.param]).toEqual([400, param]);
});

test('a name is taken once among one\'s own (409)', async () => {
  expect((await admin.post('/api/reports/saved', { name: 'moving', query: {} })).status).toBe(409);
  expect((await admin.patch(`/api/reports/saved/${fixed}`, { name: 'moving' })).body.error).toMatchObject({ param: 'name' });
  expect((await admin.post('/api/reports/saved', { name: 'moving', query: {} }, await admin.signIn('viewer'))).status).toBe(201);
});

test('fixed days are not sent over and over, and a report that is sent gets none (409)', async () => {
  const { email } = await admin.signIn('finance');
  const daily = { cadence: 'daily', time: '08:00', emails: [email] };
  expect((await admin.post(`/api/reports/saved/${fixed}/schedules`, daily)).body.error.message).toContain('fixed days');
  expect((await admin.post(`/api/reports/saved/${moving}/schedules`, daily)).status).toBe(201);
  expect((await admin.patch(`/api/reports/saved/${moving}`, { query: { from: '2026-01-01', to: '2026-01-31' } })).status).toBe(409);
});

test('what is not there, or of another report, is not sent (404)', async () => {
  const { data: [schedule] } = (await admin.get(`/api/reports/saved/${moving}/schedules`)).body;
  expect((await admin.post(`/api/reports/saved/${fixed}/run`, { scheduleId: schedule.id })).status).toBe(404);
  expect((await admin.patch(`/api/reports/saved/${fixed}/schedules/${schedule.id}`, { enabled: false })).status).toBe(404);
  expect((await admin.remove(`/api/reports/saved/${fixed}/schedules/${schedule.id}`)).status).toBe(404);
});

test('one of a schedule is sent at a time (409)', async () => {
  const { data: [schedule] } = (await admin.get(`/api/reports/saved/${moving}/schedules`)).body;
  await admin.query("INSERT INTO report_run (id, report_id, schedule_id, due_at, next_at) VALUES ('under way', $1, $2, now(), now() + interval '1 hour')", [moving, schedule.id]);
  expect((await admin.post(`/api/reports/saved/${moving}/run`, { scheduleId: schedule.id })).status).toBe(409);
});
