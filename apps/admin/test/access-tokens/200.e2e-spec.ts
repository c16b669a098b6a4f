import { newMember, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { day, minute, second, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
const clock = new TestClock();
beforeAll(async () => { admin = await startAdmin({}, undefined, clock); });
afterAll(() => admin.close());

const create = async (body: object) => {
  const member = await newMember(admin, 'admin');
  const browser = await signInByPassword(admin, member.email);
  return { member, browser, created: await browser.ask('POST', '/api/access-tokens', body) };
};

test('a token acts as its member; its secret is shown once and stored as a hash', async () => {
  const { member, browser, created } = await create({ name: 'backup script', role: 'admin' });
  expect(created.status).toBe(201);
  const { secret, ...shown } = created.body;
  expect(secret).toMatch(/^aip_pat_[0-9A-Za-z]{38}$/);
  expect(shown).toEqual({
    id: expect.any(String), name: 'backup script', last4: secret.slice(-4), role: 'admin', createdAt: new Date(clock.now()).toISOString(),
    expiresAt: new Date(clock.now() + 90 * day).toISOString(), lastUsedAt: null,
  });
  expect((await browser.ask('GET', '/api/access-tokens')).body).toEqual({ data: [shown], nextCursor: null });
  expect(await admin.get('/api/session', { token: secret })).toMatchObject({ status: 200, body: { member: { id: member.id }, csrfToken: null, expiresAt: null } });
  const stored = JSON.stringify([await admin.query('SELECT * FROM access_token WHERE id = $1', [shown.id]), await admin.query('SELECT * FROM audit WHERE resource_id = $1', [shown.id])]);
  expect(stored).toContain('access-token.create');
  expect(stored).not.toContain(secret);
  expect(stored.match(/[0-9a-f]{64}/g)?.length).toBeGreaterThan(0);
});

test('it may do what its role and its member may, not more', async () => {
  const { created: { body: { secret } } } = await create({ name: 'reader', role: 'viewer' });
  expect((await admin.get('/api/tiers', { token: secret })).status).toBe(200);
  expect((await admin.post('/api/tiers', {}, { token: secret })).status).toBe(403);
  expect((await admin.get('/api/session', { token: secret })).body.permissions.organisation).not.toContain('tier:write');
});

test('it expires when it says', async () => {
  const { created: { body: { secret } } } = await create({ name: 'short', role: 'viewer', expiresInDays: 1 });
  clock.advance(day - second);
  expect((await admin.get('/api/session', { token: secret })).status).toBe(200);
  clock.advance(second);
  expect((await admin.get('/api/session', { token: secret })).status).toBe(401);
});

test('revoked, it is refused at once, gone from the list, and in the audit log', async () => {
  const { browser, created: { body: { id, secret } } } = await create({ name: 'old', role: 'viewer' });
  expect((await admin.get('/api/session', { token: secret })).status).toBe(200);
  expect((await browser.ask('DELETE', `/api/access-tokens/${id}`)).status).toBe(204);
  expect((await admin.get('/api/session', { token: secret })).status).toBe(401);
  expect((await browser.ask('GET', '/api/access-tokens')).body.data).toEqual([]);
  expect((await browser.ask('DELETE', `/api/access-tokens/${id}`)).status).toBe(404);
  expect(await admin.query('SELECT action FROM audit WHERE resource_id = $1 ORDER BY sequence', [id])).toEqual([{ action: 'access-token.create' }, { action: 'access-token.revoke' }]);
});

test('its last use is written once a minute', async () => {
  const { browser, created: { body: { secret } } } = await create({ name: 'used', role: 'viewer' });
  const use = () => admin.get('/api/session', { token: secret });
  const lastUsed = async () => (await browser.ask('GET', '/api/access-tokens')).body.data[0].lastUsedAt as string | null;
  const writtenAt = async (nowMs: number) => {
    // The request does not wait for the write.
    while (await lastUsed() !== new Date(nowMs).toISOString());
  };
  const first = clock.now();
  await use();
  await writtenAt(first);
  clock.advance(minute - second);
  await use();
  clock.advance(second);
  await use();
  await writtenAt(clock.now()); // would never come if the use a second ago had been written
});

test('members see and revoke their own only', async () => {
  const [{ created: { body: { id } } }, other] = [await create({ name: 'mine', role: 'viewer' }), await create({ name: 'theirs', role: 'viewer' })];
  expect((await other.browser.ask('GET', '/api/access-tokens')).body.data).toMatchObject([{ name: 'theirs' }]);
  const refused = await other.browser.ask('DELETE', `/api/access-tokens/${id}`);
  expect(refused.status).toBe(404);
  expect(refused.body).toEqual((await other.browser.ask('DELETE', '/api/access-tokens/nothing')).body);
});

test('the list is paged by key, newest first', async () => {
  const { browser } = await create({ name: 'one', role: 'viewer' });
  for (const name of ['two', 'three']) await browser.ask('POST', '/api/access-tokens', { name, role: 'viewer' });
  const { body } = await browser.ask('GET', '/api/access-tokens?limit=2');
  expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['three', 'two']);
  expect((await browser.ask('GET', `/api/access-tokens?limit=2&cursor=${body.nextCursor}`)).body).toMatchObject({ data: [{ name: 'one' }], nextCursor: null });
});
