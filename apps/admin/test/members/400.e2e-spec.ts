import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  [{ role: 'king' }, 'role'],
  [{ name: '' }, 'name'],
  [{ name: null }, 'name'],
  [{ name: 'two\nlines' }, 'name'],
  [{ disabled: 'yes' }, 'disabled'],
  [{ email: 'new@example.com' }, 'email'],
  [{ passwordHash: 'x' }, 'passwordHash'],
])('%j is refused, naming the field, and changes nothing', async (body, param) => {
  const { memberId } = await admin.signIn('viewer');
  expect(await admin.patch(`/api/members/${memberId}`, body)).toMatchObject({ status: 400, body: { error: { param } } });
  expect((await admin.get(`/api/members/${memberId}`)).body).toMatchObject({ name: 'viewer', version: 1 });
});

test.each([['role=king', 'role'], ['disabled=perhaps', 'disabled'], ['limit=0', 'limit'], ['colour=red', 'colour']])('a list filtered by %s is refused', async (query, param) => {
  expect(await admin.get(`/api/members?${query}`)).toMatchObject({ status: 400, body: { error: { param } } });
});
