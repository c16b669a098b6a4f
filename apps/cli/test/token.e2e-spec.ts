import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli, type RunningCli } from './harness/start-cli.js';
import { ran } from './harness/make-io.js';

let cli: RunningCli;
beforeAll(async () => { cli = await startCli(); });
afterAll(() => cli.admin.close());

test('a token made on the machine signs its member in, and nobody shows it again', async () => {
  const { email } = await cli.admin.signIn('admin');
  const { code, stdout, stderr } = await cli.aiproxy(['token', 'create', '--email', email.toUpperCase(), '--name', 'laptop']);
  const secret = stdout.trim();
  expect([code, secret]).toEqual([0, expect.stringMatching(/^aip_pat_[0-9A-Za-z]{38}$/)]);
  expect(stderr).not.toContain(secret);
  expect(await cli.aiproxy(['tier', 'list'], { env: { AIPROXY_ADMIN_TOKEN: secret } })).toMatchObject({ code: 0 });
  const [row] = await cli.admin.query("SELECT author_kind, via, after FROM audit WHERE action = 'access-token.create' ORDER BY sequence DESC LIMIT 1");
  expect(row).toMatchObject({ author_kind: 'system', via: 'command', after: expect.stringContaining('laptop') });
  expect(row.after).not.toContain(secret);
});

test('its role narrows what the member may do, its days end it', async () => {
  const { email } = await cli.admin.signIn('owner');
  const now = new Date();
  const token = await cli.json(['token', 'create', '--email', email, '--role', 'viewer', '--days', '7'], { now });
  expect(token).toMatchObject({ email, role: 'viewer', expiresAt: new Date(now.getTime() + 7 * 86_400_000).toISOString() });
  expect(await cli.aiproxy(['audit', 'list'], { env: { AIPROXY_ADMIN_TOKEN: token.secret } })).toMatchObject({ code: 1, stderr: 'This needs the permission audit:read.\n' });
});

test('nobody becomes more than they are', async () => {
  const { email } = await cli.admin.signIn('viewer');
  expect(await cli.aiproxy(['token', 'create', '--email', email, '--role', 'owner'])).toEqual({ code: 1, stdout: '', stderr: `${email} has the role viewer: --role may be viewer.\n` });
  const inProjects = await cli.admin.signIn(null);
  expect(await cli.aiproxy(['token', 'create', '--email', inProjects.email, '--role', 'owner'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('admin or viewer') });
  expect(await cli.json(['token', 'create', '--email', inProjects.email])).toMatchObject({ role: 'admin' });
});

test('there is none for nobody, and none for who is disabled', async () => {
  expect(await cli.aiproxy(['token', 'create', '--email', 'nobody@example.com'])).toEqual({ code: 1, stdout: '', stderr: 'There is no member nobody@example.com.\n' });
  const { email, memberId } = await cli.admin.signIn('admin');
  await cli.admin.query('UPDATE member SET disabled_at = now() WHERE id = $1', [memberId]);
  expect(await cli.aiproxy(['token', 'create', '--email', email])).toMatchObject({ code: 1, stdout: '', stderr: `${email} is disabled.\n` });
});

test.each([['0'], ['367'], ['1.5'], ['x']])('%s days are no time', async (days) => {
  expect(await cli.aiproxy(['token', 'create', '--email', 'a@example.com', '--days', days])).toMatchObject({ code: 1, stderr: expect.stringContaining('from 1 to 366') });
});

test('where there is no AIProxy, none is made', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
  const { code, stderr } = await ran(['verify-audit'], { env: { DATA_DIR: join(directory, '.data') } });
  rmSync(directory, { recursive: true });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^There is no AIProxy here: .*\n$/) });
});

test('a database that cannot be reached is told without its password', async () => {
  const { code, stderr } = await ran(['verify-audit'], { env: { DATABASE_URL: 'postgresql://me:hidden@127.0.0.1:1/none' } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'The database cannot be reached. Check DATABASE_URL.\n' });
  expect(stderr).not.toContain('hidden');
});
