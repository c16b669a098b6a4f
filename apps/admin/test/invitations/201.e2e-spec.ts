import { startMailServer, type MailServer } from '../harness/mail-server.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  admin = await startAdmin({ SMTP_URL: mail.url, SMTP_FROM: 'AIProxy <aiproxy@example.com>', ADMIN_URL: 'http://admin.example.com/' });
});
afterAll(async () => {
  await admin.close();
  await mail.close();
});

const password = 'a long enough password';
const tokenIn = (text: string) => String(/http:\/\/admin\.example\.com\/invitation#([\w-]{43})\b/.exec(text)?.[1]);

test('the invited gets a link by mail, becomes a member with what was granted, and is signed in', async () => {
  const project = await aProject();
  const made = await admin.post('/api/invitations', { email: ' New.Person@Example.com ', role: 'finance', projectRoles: [{ projectId: project, role: 'developer' }] });
  expect(made).toMatchObject({ status: 201, body: { email: 'new.person@example.com', role: 'finance', projectRoles: [{ projectId: project, role: 'developer' }], delivery: { mailed: true, link: null } } });
  expect(Date.parse(made.body.expiresAt) - Date.parse(made.body.createdAt)).toBe(7 * 86_400_000);
  const letter = await mail.next();
  expect(letter).toMatchObject({ to: 'new.person@example.com', from: 'aiproxy@example.com' });
  const redeemed = await admin.post('/api/invitations/redeem', { token: tokenIn(letter.text), name: 'New Person', password }, { token: null });
  expect(redeemed).toMatchObject({ status: 201, body: { member: { email: 'new.person@example.com', name: 'New Person', role: 'finance' } } });
  const cookie = String(redeemed.headers.get('set-cookie')).split(';')[0];
  expect((await admin.get('/api/session', { token: null, headers: { cookie } })).body.permissions.projects[project]).toContain('key:create');
  expect((await admin.post('/api/session', { email: 'new.person@example.com', password }, { token: null })).status).toBe(200);
});

test('the token is in no answer, log of changes or row: only its hash is kept', async () => {
  const { body } = await admin.post('/api/invitations', { email: 'quiet@example.com', role: 'viewer' });
  const token = tokenIn((await mail.next()).text);
  expect(JSON.stringify(body)).not.toContain(token);
  const rows = await admin.query('SELECT row_to_json(link)::text AS row FROM link UNION ALL SELECT row_to_json(audit)::text FROM audit');
  expect(JSON.stringify(rows)).not.toContain(token);
  const hashes = await admin.query("SELECT 1 FROM audit JOIN link ON coalesce(before, '') || coalesce(after, '') LIKE '%' || link.hash || '%'");
  expect(hashes).toEqual([]);
});

test('mail that the server does not take: the invitation stands, and whoever invites is shown the link', async () => {
  mail.refusing = true;
  const { status, body } = await admin.post('/api/invitations', { email: 'unreachable@example.com', role: 'viewer' });
  mail.refusing = false;
  expect({ status, body }).toMatchObject({ status: 201, body: { delivery: { mailed: false, link: expect.stringContaining('http://admin.example.com/invitation#') } } });
  expect((await admin.post('/api/invitations/redeem', { token: tokenIn(body.delivery.link), name: 'n', password }, { token: null })).status).toBe(201);
});

test('the list shows the open ones only; a new one to the same address ends the one before', async () => {
  const [first, second] = [await admin.post('/api/invitations', { email: 'twice@example.com', role: 'viewer' }), await admin.post('/api/invitations', { email: 'twice@example.com', role: 'finance' })];
  const [firstLetter, secondLetter] = [await mail.next(), await mail.next()];
  expect((await admin.get('/api/invitations?email=TWICE')).body.data).toMatchObject([{ id: second.body.id, role: 'finance' }]);
  expect((await admin.post('/api/invitations/redeem', { token: tokenIn(firstLetter.text), name: 'n', password }, { token: null })).status).toBe(404);
  expect((await admin.remove(`/api/invitations/${second.body.id}`)).status).toBe(204);
  expect((await admin.get('/api/invitations?email=twice')).body.data).toEqual([]);
  expect((await admin.post('/api/invitations/redeem', { token: tokenIn(secondLetter.text), name: 'n', password }, { token: null })).status).toBe(404);
  expect((await admin.remove(`/api/invitations/${first.body.id}`)).status).toBe(404);
  const actions = await admin.query("SELECT action FROM audit WHERE resource_id = $1 ORDER BY sequence", [second.body.id]);
  expect(actions).toEqual([{ action: 'invitation.create' }, { action: 'invitation.revoke' }]);
});

async function aProject(): Promise<string> {
  const limits = { requestsPerMinute: 'unlimited', requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
  const { body: tier } = await admin.post('/api/tiers', { name: 'tier', ...limits });
  return String((await admin.query("INSERT INTO project (id, name, tier_id) VALUES ('p1', 'first', $1) RETURNING id", [tier.id]))[0].id);
}
