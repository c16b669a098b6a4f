import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
beforeAll(async () => {
  cli = await startCli();
  await cli.admin.post('/api/tiers', { name: 'standard', ...limits });
});
afterAll(() => cli.admin.close());

test('a project is made with its cost centre, tags and word for hang-ups, and listed by them', async () => {
  const id = (await cli.aiproxy(['project', 'create', '--name', 'acme', '--tier', 'standard', '--cost-centre', 'CC-1', '--tag', 'team=search', '--on-hang-up', 'drain', '--keep-bodies', 'requests', '--keep-bodies-days', '3'])).stdout.trim();
  expect((await cli.json(['project', 'list', '--tag', 'team:search'])).data).toMatchObject([{ id, name: 'acme', costCentre: 'CC-1', tags: { team: 'search' }, onHangUp: 'drain', keepBodies: 'requests', keepBodiesDays: 3 }]);
  expect((await cli.aiproxy(['project', 'list', '--cost-centre', 'CC-1'])).stdout).toMatch(new RegExp(`${id}\\s+acme\\s+CC-1\\s+team=search\\s+drain`));
  await cli.admin.post(`/api/projects/${id}/archive`);
  expect((await cli.json(['project', 'list'])).data).toEqual([]);
  expect((await cli.json(['project', 'list', '--archived'])).data).toMatchObject([{ id }]);
});

test('a name that is taken is a conflict in the API’s words', async () => {
  const words = ['project', 'create', '--name', 'taken', '--tier', 'standard'];
  await cli.aiproxy(words);
  expect(await cli.aiproxy(words)).toEqual({ code: 1, stdout: '', stderr: 'There is one with this name already.\n' });
});

test('tiers are listed with their limits', async () => {
  expect((await cli.aiproxy(['tier', 'list'])).stdout).toMatch(/standard\s+60\s+unlimited\s+unlimited\s+unlimited/);
});

test('a tier is made with each of its limits said', async () => {
  const words = ['tier', 'create', '--name', 'small', '--requests-per-minute', '30', '--requests-per-day', 'unlimited', '--tokens-per-minute', '5000'];
  expect(await cli.aiproxy(words)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('--concurrent-requests') });
  expect(await cli.aiproxy([...words, '--concurrent-requests', 'many'])).toMatchObject({ code: 1, stderr: expect.stringContaining('"unlimited"') });
  const { stdout } = await cli.aiproxy([...words, '--concurrent-requests', '2']);
  expect((await cli.json(['tier', 'list', '--name', 'small'])).data).toMatchObject([
    { id: stdout.trim(), requestsPerMinute: 30, requestsPerDay: 'unlimited', tokensPerMinute: 5000, concurrentRequests: 2 },
  ]);
});

test('who is invited gets a link where no mail can be sent, alone on stdout', async () => {
  await cli.aiproxy(['project', 'create', '--name', 'a: b', '--tier', 'standard']);
  const { code, stdout, stderr } = await cli.aiproxy(['member', 'invite', '--email', 'new@example.com', '--role', 'viewer', '--project', 'a: b:developer']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^http\S+\/invitation#\S+\n$/)]);
  expect(stderr).toContain('new@example.com');
});

test.each([['acme'], ['acme:owner'], [':viewer']])('%s is no role in a project', async (project) => {
  expect(await cli.aiproxy(['member', 'invite', '--email', 'a@example.com', '--project', project])).toMatchObject({ code: 1, stderr: expect.stringContaining('project:role') });
});

test('members are listed and filtered', async () => {
  const { email } = await cli.admin.signIn('auditor');
  expect((await cli.json(['member', 'list', '--role', 'auditor'])).data).toMatchObject([{ email, role: 'auditor' }]);
  expect((await cli.aiproxy(['member', 'list', '--email', email])).stdout).toContain(email);
  expect((await cli.json(['member', 'list', '--disabled'])).data).toEqual([]);
});
