import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a member whom one may not know about and one who does not exist are the same answer', async () => {
  const [viewer, { memberId }] = [await admin.signIn('viewer'), await admin.signIn('viewer')];
  for (const [method, path] of [['GET', ''], ['PATCH', ''], ['POST', '/sign-out'], ['POST', '/password-reset']]) {
    const hidden = await admin.ask(method, `/api/members/${memberId}${path}`, method === 'PATCH' ? {} : undefined, viewer);
    const absent = await admin.ask(method, `/api/members/nobody${path}`, method === 'PATCH' ? {} : undefined, viewer);
    const toAdmin = await admin.ask(method, `/api/members/nobody${path}`, method === 'PATCH' ? {} : undefined);
    expect(hidden).toMatchObject({ status: 404, body: { error: { message: 'There is no such member.' } } });
    expect([absent.body, toAdmin.body]).toEqual([hidden.body, hidden.body]);
  }
});
