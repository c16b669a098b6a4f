// Saved reports as they are kept, shown, scheduled and sent: over real HTTP and SMTP.
import { createHmac } from 'node:crypto';
import { Clock } from '#server/clock';
import { startMailServer, type MailServer } from '../harness/mail-server.js';
import { startReceiver, type Receiver } from '../harness/receiver.js';
import { make, makeLedgerRow, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

class At extends Clock {
  override now() { return Date.parse('2026-11-24T12:00:00Z'); }
}

let admin: RunningAdmin;
let receiver: Receiver;
let mails: MailServer;
let [search, ads] = ['', ''];
beforeAll(async () => {
  [receiver, mails] = await Promise.all([startReceiver(), startMailServer()]);
  admin = await startAdmin({ ALLOW_PRIVATE_UPSTREAMS: 'true', SMTP_URL: mails.url, SMTP_FROM: 'AIProxy <aiproxy@example.com>', ADMIN_URL: 'https://ai.example.com' }, undefined, new At());
  search = (await makeProject(admin, { name: 'Search' })).id;
  ads = (await makeProject(admin, { name: 'Ads' })).id;
  const openedAt = new Date('2026-10-10T10:00:00Z');
  await makeLedgerRow(admin, { requestId: 'req_1', openedAt, projectId: search, chargedPicoUsd: 3n * 10n ** 12n });
  await makeLedgerRow(admin, { requestId: 'req_2', openedAt, projectId: ads, chargedPicoUsd: 4n * 10n ** 12n });
});
afterAll(async () => {
  await admin.close();
  await Promise.all([receiver.close(), mails.close()]);
});

interface Saved { id: string; link: string; version: number }
const lastMonth = { span: 'last-month', groupBy: ['project'] };
const save = (name: string, some: object = {}) => make<Saved>(admin, '/api/reports/saved', { name, query: lastMonth, ...some });
const path = ({ id }: { id: string }) => `/api/reports/saved/${id}`;

test('a report is kept with its question, its link and its owner', async () => {
  const saved = await save('Kept');
  expect(saved).toMatchObject({ name: 'Kept', visibility: 'own', ownerName: 'owner', query: { span: 'last-month', groupBy: ['project'], interval: 'total' }, link: `https://ai.example.com/reports/saved/${saved.id}`, version: 1 });
  expect((await admin.get(path(saved))).body).toEqual(saved);
  expect((await admin.get('/api/reports/saved?limit=1')).body).toMatchObject({ data: [{ id: saved.id }] });
});

test('what it says is of today, and of what the reader may see', async () => {
  const saved = await save('Shared', { visibility: 'organisation' });
  const viewer = await admin.signIn(null, [{ projectId: ads, role: 'viewer' }]);
  expect((await admin.get(`${path(saved)}/result`)).body).toMatchObject({ from: '2026-10-01', to: '2026-10-31', total: { chargedUsd: '7' } });
  expect((await admin.get(`${path(saved)}/result`, viewer)).body).toMatchObject({ rows: [{ groups: [{ name: 'Ads' }] }], total: { chargedUsd: '4' } });
  expect((await admin.get(`${path(saved)}/result?from=2026-11-01&to=2026-11-02`)).body).toMatchObject({ from: '2026-11-01', total: { chargedUsd: '0' } });
});

test('nobody else sees one\'s own; a member of a project keeps theirs, and has none sent', async () => {
  const saved = await save('Mine');
  const viewer = await admin.signIn(null, [{ projectId: ads, role: 'viewer' }]);
  for (const answer of [await admin.get(path(saved), viewer), await admin.get(`${path(saved)}/result`, viewer), await admin.patch(path(saved), { name: 'x' }, viewer)]) expect(answer.status).toBe(404);
  const { status, body } = await admin.post('/api/reports/saved', { name: 'Mine', query: { span: 'today' } }, viewer);
  expect(status).toBe(201);
  expect((await admin.get('/api/reports/saved', viewer)).body.data.map(({ id }: Saved) => id)).toContain(body.id);
  expect((await admin.post(`${path(body as Saved)}/schedules`, {}, viewer)).status).toBe(403);
  expect((await admin.get(`${path(body as Saved)}/runs`, viewer)).status).toBe(403);
});

test('it is changed for the version that was seen, and archived with its schedules; its name is free again', async () => {
  const saved = await save('Old');
  expect((await admin.patch(path(saved), { name: 'New', query: { span: 'yesterday' } }, { headers: { 'if-match': '"1"' } })).body).toMatchObject({ name: 'New', query: { span: 'yesterday' }, visibility: 'own', version: 2 });
  expect((await admin.patch(path(saved), { name: 'Newer' }, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  await make(admin, `${path(saved)}/schedules`, { cadence: 'daily', time: '08:00', emails: [(await admin.signIn('finance')).email] });
  expect((await admin.remove(path(saved))).status).toBe(204);
  expect((await admin.get(path(saved))).status).toBe(404);
  await expect(save('New')).resolves.toMatchObject({ version: 1 });
  expect(await admin.query('SELECT 1 FROM report_schedule WHERE report_id = $1', [saved.id])).toEqual([]);
});

test('one that is sent is changed by whoever may schedule alone', async () => {
  const developer = await admin.signIn(null, [{ projectId: ads, role: 'developer' }]);
  const { body: saved } = await admin.post('/api/reports/saved', { name: 'Theirs', visibility: 'organisation', query: lastMonth }, developer);
  const schedule = await make<{ id: string; version: number }>(admin, `${path(saved as Saved)}/schedules`, { cadence: 'weekly', day: 1, time: '07:30', emails: [developer.email] });
  expect((await admin.patch(path(saved as Saved), { query: { span: 'today' } }, developer)).status).toBe(403);
  expect((await admin.remove(path(saved as Saved), developer)).status).toBe(403);
  expect((await admin.remove(`${path(saved as Saved)}/schedules/${schedule.id}`)).status).toBe(204);
  expect((await admin.patch(path(saved as Saved), { query: { span: 'today' } }, developer)).status).toBe(200);
});

test('a schedule says when it is due next, and is paused and changed', async () => {
  const saved = await save('Scheduled');
  const { email } = await admin.signIn('finance');
  const schedule = await make<{ id: string }>(admin, `${path(saved)}/schedules`, { cadence: 'monthly', day: 1, time: '08:00', emails: [email.toUpperCase()] });
  expect(schedule).toMatchObject({ cadence: 'monthly', day: 1, time: '08:00', timeZone: 'UTC', format: 'csv', emails: [email], channelId: null, enabled: true, nextAt: '2026-12-01T08:00:00.000Z', ownerName: 'owner' });
  const address = `${path(saved)}/schedules/${schedule.id}`;
  expect((await admin.patch(address, { enabled: false })).body).toMatchObject({ enabled: false, nextAt: null, version: 2 });
  expect((await admin.patch(address, { enabled: true, cadence: 'daily', format: 'json' })).body).toMatchObject({ cadence: 'daily', day: null, nextAt: '2026-11-25T08:00:00.000Z', format: 'json', emails: [email] });
  expect((await admin.get(`${path(saved)}/schedules`)).body.data).toMatchObject([{ id: schedule.id, version: 3 }]);
});

test('one is sent at once, by mail with its file and by a signed webhook with its totals, and both are listed', async () => {
  const saved = await save('Sent');
  const { email } = await admin.signIn('finance');
  const hook = await make<{ id: string; secret: string }>(admin, '/api/notification-channels', { name: 'reports', kind: 'webhook', address: `${receiver.url}/reports` });
  const byMail = await make<{ id: string }>(admin, `${path(saved)}/schedules`, { cadence: 'daily', time: '08:00', emails: [email] });
  const byHook = await make<{ id: string }>(admin, `${path(saved)}/schedules`, { cadence: 'daily', time: '08:00', channelId: hook.id });
  expect((await admin.remove(`/api/notification-channels/${hook.id}`)).status).toBe(409);
  for (const { id: scheduleId } of [byMail, byHook]) expect(await admin.post(`${path(saved)}/run`, { scheduleId })).toMatchObject({ status: 202, body: { scheduleId, outcome: null, attempts: 0 } });
  const mail = await mails.next(); // the process sends them by itself, some moments later
  expect(mail.to).toBe(email);
  expect(mail.text).toContain('Sent\r\n2026-10-01 to 2026-10-31 (UTC)');
  expect(mail.text).toContain('Charged: $7.00');
  expect(mail.text).toContain(`https://ai.example.com/reports/saved/${saved.id}?from=2026-10-01&to=2026-10-31`);
  expect(mail.text).toContain('filename=usage-2026-10-01-2026-10-31.csv');
  const { headers, body } = await receiver.first('/reports');
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-aiproxy-signature'] as string)!;
  expect(signature).toBe(createHmac('sha256', hook.secret).update(`${seconds}.${body}`).digest('hex'));
  const sent = JSON.parse(body) as { file: { content: string } };
  expect(sent).toMatchObject({ type: 'report', report: { id: saved.id, name: 'Sent' }, from: '2026-10-01', to: '2026-10-31', rowCount: 2, total: { chargedUsd: '7' }, file: { name: 'usage-2026-10-01-2026-10-31.csv' } });
  expect(sent.file.content).toContain('Search');
  expect(sent.file.content.trim().split('\n')).toHaveLength(3);
});
