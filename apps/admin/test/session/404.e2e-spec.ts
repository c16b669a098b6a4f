import { newMember, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test("nobody ends somebody else's session: it is as if there were none", async () => {
  const [mine, theirs] = [await signInByPassword(admin, (await newMember(admin, 'owner')).email), await signInByPassword(admin, (await newMember(admin)).email)];
  const [{ id }] = (await theirs.ask('GET', '/api/sessions')).body.data;
  const refused = await mine.ask('DELETE', `/api/sessions/${id}`);
  const nothing = await mine.ask('DELETE', '/api/sessions/nothing');
  expect(refused).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  expect(refused.body).toEqual(nothing.body);
  expect((await theirs.ask('GET', '/api/session')).status).toBe(200);
});
