import { invite, redeem, tokenOf } from '../harness/invitations.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let nowMs = Date.now();
let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({}, undefined, { now: () => nowMs }); });
afterAll(() => admin.close());

test('a link works once; of two at once one makes the member', async () => {
  const token = tokenOf(await invite(admin, { email: 'once@example.com', role: 'viewer' }));
  const answers = await Promise.all([redeem(admin, token), redeem(admin, token)]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 404]);
  expect((await redeem(admin, token)).status).toBe(404);
});

test('a link stops working after 7 days, and when its inviter is disabled or has another role', async () => {
  const token = tokenOf(await invite(admin, { email: 'late@example.com', role: 'viewer' }));
  nowMs += 7 * 86_400_000 - 60_000;
  expect(await redeem(admin, token, { password: 'short' })).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  nowMs += 60_000;
  expect(await redeem(admin, token)).toMatchObject({ status: 404, body: { error: { message: 'This link does not work any more. Ask for a new one.' } } });
  nowMs = Date.now();
  for (const patch of [{ disabled: true }, { role: 'viewer' }]) {
    const inviter = await admin.signIn('admin');
    const theirs = tokenOf(await invite(admin, { email: `of-${inviter.memberId}@example.com`, role: 'admin' }, inviter));
    await admin.patch(`/api/members/${inviter.memberId}`, patch);
    expect((await redeem(admin, theirs)).status).toBe(404);
  }
});
