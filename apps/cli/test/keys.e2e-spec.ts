import { hashKey } from '#access/key';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
let acme: string;
const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
beforeAll(async () => {
  cli = await startCli();
  await cli.admin.post('/api/tiers', { name: 'standard', ...limits });
  acme = (await cli.aiproxy(['project', 'create', '--name', 'acme', '--tier', 'standard'])).stdout.trim();
  await cli.aiproxy(['project', 'create', '--name', 'acme two', '--tier', 'standard']);
});
afterAll(() => cli.admin.close());

const create = (...words: string[]) => cli.json(['key', 'create', '--project', 'acme', '--preset', 'all', ...words]);
const idOf = async (secret: string) => (await cli.admin.query('SELECT id FROM api_key WHERE hash = $1', [hashKey(secret)]))[0]?.id;

test('a key’s secret is alone on stdout, and it is the one that is stored', async () => {
  const { code, stdout, stderr } = await cli.aiproxy(['key', 'create', '--project', 'acme', '--name', 'ci', '--preset', 'inference']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^aip_live_[0-9A-Za-z]{38}\n$/)]);
  expect(stderr).toMatch(/shown this once/);
  expect(await idOf(stdout.trim())).toEqual(expect.any(String));
});

test('a key is made with all that was said about it', async () => {
  const key = await create('--name', 'narrow', '--allow-model', 'gpt-*', 'claude-*', '--deny-model', 'gpt-5', '--address', '10.0.0.0/8', '--tag', 'team=a=b', '--tag', 'env=ci', '--tier', 'standard', '--expires', '2100-01-01T00:00:00Z');
  expect(key).toMatchObject({
    name: 'narrow', projectId: acme, allowedModels: ['gpt-*', 'claude-*'], deniedModels: ['gpt-5'], allowedAddresses: ['10.0.0.0/8'],
    tags: { team: 'a=b', env: 'ci' }, tierId: expect.any(String), expiresAt: '2100-01-01T00:00:00.000Z', secret: expect.stringMatching(/^aip_live_/),
  });
});

test('permissions are given one by one or as a preset, not as both', async () => {
  expect((await cli.json(['key', 'create', '--project', acme, '--name', 'few', '--permission', 'chat:write', 'models:read'])).permissions.sort()).toEqual(['chat:write', 'models:read']);
  expect(await cli.aiproxy(['key', 'create', '--project', 'acme', '--name', 'x', '--permission', 'chat:write', '--preset', 'all'])).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be used with') });
  expect(await cli.aiproxy(['key', 'create', '--project', 'acme', '--name', 'x', '--permission', 'everything'])).toMatchObject({ code: 1, stderr: expect.stringContaining('chat:write') });
  expect(await cli.aiproxy(['key', 'create', '--project', 'acme', '--name', 'x'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/permissions|preset/) });
});

test.each([
  [['--project', 'acm', '--name', 'x', '--preset', 'all'], 'There is no project "acm".\n'],
  [['--project', 'acme', '--name', 'x', '--preset', 'all', '--tier', 'gold'], 'There is no tier "gold".\n'],
])('a name that nobody has is told: %j', async (words, stderr) => {
  expect(await cli.aiproxy(['key', 'create', ...words])).toEqual({ code: 1, stdout: '', stderr });
});

test('rotating prints the new secret and says how long the one before works', async () => {
  const { id, secret: before } = await create('--name', 'rotated');
  const { stdout, stderr } = await cli.aiproxy(['key', 'rotate', id, '--overlap', '2h']);
  expect(stdout.trim()).not.toBe(before);
  expect(await idOf(stdout.trim())).toBe(id);
  const [, until = ''] = /works until (\S+)\./.exec(stderr) ?? [];
  const hours = (new Date(until).getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(1.9);
  expect(hours).toBeLessThan(2.1);
  expect((await cli.aiproxy(['key', 'rotate', id, '--overlap', '0'])).stderr).toMatch(/works no more/);
});

test('a key is disabled, enabled and revoked', async () => {
  const { id } = await create('--name', 'switched');
  for (const [verb, words] of [['disable', 'switched is disabled.\n'], ['enable', 'switched is active.\n'], ['revoke', 'switched is revoked.\n']] as const) {
    expect(await cli.aiproxy(['key', verb, id])).toEqual({ code: 0, stdout: words, stderr: '' });
  }
  expect(await cli.aiproxy(['key', 'enable', id])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/revoked/) });
});

test('the list shows keys of one project and one state, and no secret', async () => {
  const { id, secret } = await create('--name', 'listed');
  await cli.json(['key', 'create', '--project', 'acme two', '--name', 'listed elsewhere', '--preset', 'all']);
  await cli.aiproxy(['key', 'disable', id]);
  const { stdout } = await cli.aiproxy(['key', 'list', '--project', 'acme', '--state', 'disabled']);
  const lines = stdout.trim().split('\n');
  expect(lines).toEqual([expect.stringMatching(/^ID\s+NAME\s+SECRET\s+STATE/), expect.stringMatching(new RegExp(`^${id}\\s+listed\\s+…${secret.slice(-4)}\\s+disabled`))]);
  expect((await cli.json(['key', 'list', '--project', 'acme', '--state', 'disabled'])).data).toMatchObject([{ id }]);
});

test('all pages of a list are one list', async () => {
  for (let index = 0; index < 5; index += 1) await create('--name', `paged ${index}`);
  const { data, nextCursor } = await cli.json(['key', 'list', '--name', 'paged', '--limit', '3']);
  expect([data.length, nextCursor]).toEqual([3, expect.any(String)]);
  expect((await cli.json(['key', 'list', '--name', 'paged'])).data).toHaveLength(5);
});
