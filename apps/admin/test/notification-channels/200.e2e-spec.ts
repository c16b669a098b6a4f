// Channels as they are set and shown, and events on their way to them: over real HTTP and SMTP.
import { createHmac } from 'node:crypto';
import { BudgetEventRepository } from '#database/budget-events';
import { BudgetRepository } from '#database/budgets';
import { systemAuthor } from '#database/change';
import { startMailServer, type MailServer } from '../harness/mail-server.js';
import { startReceiver, type Receiver } from '../harness/receiver.js';
import { make } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let receiver: Receiver;
let mails: MailServer;
beforeAll(async () => {
  [receiver, mails] = await Promise.all([startReceiver(), startMailServer()]);
  admin = await startAdmin({ ALLOW_PRIVATE_UPSTREAMS: 'true', SMTP_URL: mails.url, SMTP_FROM: 'AIProxy <aiproxy@example.com>' });
});
afterAll(async () => {
  await admin.close();
  await Promise.all([receiver.close(), mails.close()]);
});

interface Channel { id: string; address: string; secret: string | null; version: number }
const makeChannel = (name: string, kind: string, address: string) => make<Channel>(admin, '/api/notification-channels', { name, kind, address });

function expectSigned({ headers, body }: Receiver['posted'][number], secret: string): void {
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-aiproxy-signature'] as string)!;
  expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
}

test('a webhook\'s secret is shown once, signs what is sent, and is no more after a rotation', async () => {
  const channel = await makeChannel('hook', 'webhook', `${receiver.url}/hook?team=a`);
  expect(channel).toMatchObject({ address: `${receiver.url}/hook?team=a`, secret: expect.stringMatching(/^whsec_.{43}$/) as string });
  expect((await admin.get(`/api/notification-channels/${channel.id}`)).body).not.toHaveProperty('secret');
  expect(await admin.post(`/api/notification-channels/${channel.id}/test`)).toMatchObject({ status: 200, body: { delivered: true } });
  expect(receiver.posted.at(-1)).toMatchObject({ path: '/hook?team=a', headers: { 'content-type': 'application/json' } });
  expectSigned(receiver.posted.at(-1)!, channel.secret!);
  expect(JSON.parse(receiver.posted.at(-1)!.body)).toMatchObject({ type: 'budget.threshold', test: true, percent: 80, spentUsd: '80', capUsd: '100' });
  const rotated = (await admin.post(`/api/notification-channels/${channel.id}/rotate`)).body as Channel;
  expect(rotated.secret).not.toBe(channel.secret);
  await admin.post(`/api/notification-channels/${channel.id}/test`);
  expectSigned(receiver.posted.at(-1)!, rotated.secret!);
});

test('of Slack the host alone is shown, and stored in clear; it gets a text that calls nobody', async () => {
  const url = `${receiver.url}/services/T0/B0/hush`;
  const { id, address } = await makeChannel('chat', 'slack', url);
  expect(address).toBe(new URL(url).host);
  const stored = JSON.stringify([await admin.query('SELECT * FROM notification_channel'), await admin.query('SELECT * FROM audit')]);
  expect(stored).not.toContain('hush');
  const budget = await admin.database.change(systemAuthor('command'), new Date(), (change) => new BudgetRepository(admin.database).create(change, {
    name: '<!channel> & co', scope: 'tag', value: 'a=b', projectId: null, window: 'total', capPicoUsd: 10n ** 12n, mode: 'hard', thresholds: [], channelIds: [id],
  }));
  await new BudgetEventRepository(admin.database).record({ budgetId: budget.id, windowStart: new Date(0), percents: [100], at: new Date(), spentPicoUsd: 10n ** 12n, capPicoUsd: 10n ** 12n });
  const posted = await receiver.first('/services/T0/B0/hush'); // the process sends it by itself, some moments later
  expect(JSON.parse(posted.body)).toEqual({ text: 'The budget "&lt;!channel&gt; &amp; co" has reached 100 %: $1 of $1 are spent (total). Requests that would cost more are refused.' });
});

test('mail is sent through the mail server, and what it refuses is told', async () => {
  const { id } = await makeChannel('mail', 'email', 'Finance@Example.com');
  expect((await admin.post(`/api/notification-channels/${id}/test`)).body).toEqual({ delivered: true, message: 'It was taken.' });
  expect(await mails.next()).toMatchObject({ to: 'finance@example.com', text: expect.stringContaining('This is a test. The budget "test" has reached 80') as string });
  mails.refusing = true;
  expect((await admin.post(`/api/notification-channels/${id}/test`)).body).toMatchObject({ delivered: false });
  mails.refusing = false;
});

test.each([[500, 'It answered with status 500.'], [302, 'It answered with status 302.'], [0, 'It could not be reached (ECONNRESET).']])('what a receiver answers with %i is told, and no redirect is followed', async (status, message) => {
  const { id } = await makeChannel(`hook ${status}`, 'webhook', `${receiver.url}/failing`);
  receiver.status = status;
  expect((await admin.post(`/api/notification-channels/${id}/test`)).body).toEqual({ delivered: false, message });
  receiver.status = 200;
  expect(receiver.posted.at(-1)!.path).toBe('/failing');
});

test('a channel is changed and removed, but not while a budget names it', async () => {
  const { id } = await makeChannel('old', 'webhook', 'https://example.com/');
  expect((await admin.patch(`/api/notification-channels/${id}`, { name: 'new', address: 'https://example.com/x' })).body).toMatchObject({ name: 'new', address: 'https://example.com/x', version: 2 });
  const budget = await make(admin, '/api/budgets', { name: 'named', scope: 'tag', value: 'a=b', window: 'day', capUsd: '1', channelIds: [id] });
  expect((await admin.remove(`/api/notification-channels/${id}`)).status).toBe(409);
  await admin.patch(`/api/budgets/${budget.id}`, { channelIds: [] });
  expect((await admin.remove(`/api/notification-channels/${id}`)).status).toBe(204);
  expect((await admin.get(`/api/notification-channels/${id}`)).status).toBe(404);
});
