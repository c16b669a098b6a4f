import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a change made for an older version is refused, and changes nothing', async () => {
  const { memberId } = await admin.signIn('viewer');
  await admin.patch(`/api/members/${memberId}`, { name: 'second' });
  const stale = await admin.patch(`/api/members/${memberId}`, { name: 'third', disabled: true }, { headers: { 'if-match': '"1"' } });
  expect(stale).toMatchObject({ status: 412, body: { error: { code: 'stale' } } });
  expect((await admin.get(`/api/members/${memberId}`)).body).toMatchObject({ name: 'second', disabledAt: null });
});
