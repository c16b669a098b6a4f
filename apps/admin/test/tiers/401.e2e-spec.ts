import { makeTier, someLimits } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('without a sign-in tiers are neither read nor changed', async () => {
  const { id } = await makeTier(admin);
  const token = null;
  const answers = [
    await admin.get('/api/tiers', { token }), await admin.get(`/api/tiers/${id}`, { token }), await admin.post('/api/tiers', { name: 'x', ...someLimits }, { token }),
    await admin.patch(`/api/tiers/${id}`, { requestsPerMinute: 'unlimited' }, { token }), await admin.remove(`/api/tiers/${id}`, { token }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
  expect((await admin.get(`/api/tiers/${id}`)).body.version).toBe(1);
});

test('a token that has expired, been revoked, or whose member is disabled is as good as none', async () => {
  for (const sql of ['UPDATE access_token SET expires_at = now() WHERE member_id = $1', 'UPDATE access_token SET revoked_at = now() WHERE member_id = $1', 'UPDATE member SET disabled_at = now() WHERE id = $1']) {
    const { token, memberId } = await admin.signIn('owner');
    expect((await admin.get('/api/tiers', { token })).status).toBe(200);
    await admin.query(sql, [memberId]);
    expect((await admin.get('/api/tiers', { token })).status).toBe(401);
  }
});
