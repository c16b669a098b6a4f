import { newMember, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('every field that is wrong is named', async () => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  for (const [body, params] of [
    [{}, ['name', 'role']], [{ name: '', role: 'king' }, ['name', 'role']], [{ name: 'a\u0000b', role: 'viewer' }, ['name']], [{ name: 'x', role: 'viewer', expiresInDays: 0 }, ['expiresInDays']],
    [{ name: 'x', role: 'viewer', expiresInDays: 367 }, ['expiresInDays']], [{ name: 'x', role: 'viewer', expiresAt: 'never' }, ['expiresAt']],
  ] as const) {
    const { status, body: { error } } = await browser.ask('POST', '/api/access-tokens', body);
    expect({ status, params: error.problems.map(({ param }: { param: string }) => param).sort() }).toEqual({ status: 400, params });
  }
});
