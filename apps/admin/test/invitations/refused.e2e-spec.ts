import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let nowMs = Date.now();
let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin({}, undefined, { now: () => nowMs });
  await admin.query("INSERT INTO tier (id, name) VALUES ('t', 't')");
  await admin.query("INSERT INTO project (id, name, tier_id, archived_at) VALUES ('p1', 'first', 't', NULL), ('p2', 'second', 't', NULL), ('old', 'old', 't', now())");
});
afterAll(() => admin.close());

const password = 'a long enough password';
const anybody = { token: null };
const invite = async (body: object, as?: { token: string }) => admin.post('/api/invitations', body, as);
const tokenOf = ({ body }: { body: { delivery: { link: string } } }) => body.delivery.link.split('#')[1];
const redeem = (token: string, more: object = {}) => admin.post('/api/invitations/redeem', { token, name: 'n', password, ...more }, anybody);

test.each([
  [{ role: 'viewer' }, 'email'],
  [{ email: 'no address', role: 'viewer' }, 'email'],
  [{ email: 'a@example.com' }, 'role'],
  [{ email: 'a@example.com', role: 'king' }, 'role'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'nowhere', role: 'viewer' }] }, 'projectRoles[0].projectId'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'old', role: 'viewer' }] }, 'projectRoles[0].projectId'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'p1', role: 'viewer' }, { projectId: 'p1', role: 'admin' }] }, 'projectRoles'],
  [{ email: 'a@example.com', projectRoles: [null] }, 'projectRoles'],
  [{ email: 'a@example.com', projectRoles: [[]] }, 'projectRoles'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'p1', role: 'finance' }] }, 'projectRoles[0].role'],
])('400: %j, naming the field', async (body, param) => {
  expect(await invite(body)).toMatchObject({ status: 400, body: { error: { param } } });
});

test('400: an address that is left out is asked for, not called too long', async () => {
  expect((await invite({ role: 'viewer' })).body.error.message).toBe('email must be an e-mail address');
});

test('403: nobody invites to more than they hold, in the organisation or a project', async () => {
  const administrator = await admin.signIn('admin');
  expect(await invite({ email: 'a@example.com', role: 'owner' }, administrator)).toMatchObject({ status: 403, body: { error: { param: 'role' } } });
  await admin.query("UPDATE access_token SET role = 'viewer' WHERE member_id = $1", [administrator.memberId]);
  expect((await invite({ email: 'a@example.com', role: 'viewer' }, administrator)).status).toBe(403);
  const projectAdmin = await admin.signIn(null, [{ projectId: 'p1', role: 'admin' }]);
  expect((await invite({ email: 'a@example.com', projectRoles: [{ projectId: 'p1', role: 'viewer' }] }, projectAdmin)).status).toBe(403);
  expect((await admin.get('/api/invitations')).body.data).toEqual([]);
});

test('403: with a token of a lesser role an inviter gives only what that role holds', async () => {
  const owner = await admin.signIn('owner');
  await admin.query("UPDATE access_token SET role = 'admin' WHERE member_id = $1", [owner.memberId]);
  expect((await invite({ email: 'a@example.com', role: 'owner' }, owner)).status).toBe(403);
});

test('409: the address of a member, when inviting and when redeeming', async () => {
  const { email } = await admin.signIn('viewer');
  expect(await invite({ email: email.toUpperCase(), role: 'viewer' })).toMatchObject({ status: 409, body: { error: { code: 'conflict', param: 'email' } } });
  const made = await invite({ email: 'meanwhile@example.com', role: 'admin' });
  await admin.query("UPDATE member SET email = 'meanwhile@example.com' WHERE email = $1", [email]);
  expect((await redeem(tokenOf(made))).status).toBe(409);
  expect(await admin.query("SELECT role, password_hash FROM member WHERE email = 'meanwhile@example.com'")).toEqual([{ role: 'viewer', password_hash: null }]);
});

test('404: a link works once; of two at once one makes the member', async () => {
  const token = tokenOf(await invite({ email: 'once@example.com', role: 'viewer' }));
  const answers = await Promise.all([redeem(token), redeem(token)]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 404]);
  expect((await redeem(token)).status).toBe(404);
});

test('404: a link stops working after 7 days, and when its inviter is disabled or has another role', async () => {
  const token = tokenOf(await invite({ email: 'late@example.com', role: 'viewer' }));
  nowMs += 7 * 86_400_000 - 60_000;
  expect(await redeem(token, { password: 'short' })).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  nowMs += 60_000;
  expect(await redeem(token)).toMatchObject({ status: 404, body: { error: { message: 'This link does not work any more. Ask for a new one.' } } });
  nowMs = Date.now();
  for (const patch of [{ disabled: true }, { role: 'viewer' }]) {
    const inviter = await admin.signIn('admin');
    const theirs = tokenOf(await invite({ email: `of-${inviter.memberId}@example.com`, role: 'admin' }, inviter));
    await admin.patch(`/api/members/${inviter.memberId}`, patch);
    expect((await redeem(theirs)).status).toBe(404);
  }
});

test('a weak password uses nothing up', async () => {
  const token = tokenOf(await invite({ email: 'weak.password@example.com', role: 'viewer' }));
  expect(await redeem(token, { password: 'weak.password' })).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  expect((await redeem(token)).status).toBe(201);
});

test('429: links are not to be guessed', async () => {
  const statuses = [];
  for (let guess = 0; guess < 60; guess += 1) statuses.push((await redeem(`guess-${guess}`)).status);
  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});
