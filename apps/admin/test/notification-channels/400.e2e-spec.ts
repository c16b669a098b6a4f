// Where a channel may not send: the network that this process lives in, unless it is opened.
import { startReceiver } from '../harness/receiver.js';
import { make } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  ['webhook', 'http://example.com/'], ['webhook', 'https://127.0.0.1/'], ['webhook', 'https://[::ffff:10.0.0.1]/'], ['webhook', 'https://169.254.169.254/latest'],
  ['slack', 'https://localhost/services'], ['webhook', 'https://me:pw@example.com/'], ['webhook', 'ftp://example.com/'], ['webhook', 'https://example.com/?a=b#c'],
  ['slack', 'example.com'], ['email', 'nobody'], ['email', 'a@example.com\r\nbcc: b@example.com'],
])('a %s to %j', async (kind, address) => {
  const { status, body } = await admin.post('/api/notification-channels', { name: 'n', kind, address });
  expect([status, body.error.param]).toEqual([400, 'address']);
});

test('an address that leads inside by now is not connected to', async () => {
  const receiver = await startReceiver();
  const { id } = await make(admin, '/api/notification-channels', { name: 'n', kind: 'webhook', address: 'https://example.com/' });
  for (const host of ['127.0.0.1', 'localhost']) { // a name is looked at when it is connected to
    await admin.query('UPDATE notification_channel SET address = $1', [receiver.url.replace('127.0.0.1', host)]);
    expect((await admin.post(`/api/notification-channels/${id}/test`)).body).toEqual({ delivered: false, message: 'Its address is not allowed: ALLOW_PRIVATE_UPSTREAMS opens private networks.' });
  }
  expect(receiver.posted).toEqual([]);
  await receiver.close();
});

test('409: what has no secret of ours is not rotated', async () => {
  const { id } = await make(admin, '/api/notification-channels', { name: 'mail', kind: 'email', address: 'a@example.com' });
  expect((await admin.post(`/api/notification-channels/${id}/rotate`)).status).toBe(409);
  expect((await admin.post(`/api/notification-channels/${id}/test`)).body).toEqual({ delivered: false, message: 'No mail server is set (SMTP_URL).' });
});
