import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashKey } from '#access/key';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
const path = join(directory, 'aiproxy.yaml');
const env = { SANDBOX_SECRET: 'sk-from-the-environment' };

const text = `version: 1
tiers:
  gold: {requestsPerMinute: 60, requestsPerDay: unlimited, tokensPerMinute: unlimited, concurrentRequests: unlimited}
projects:
  acme:
    tier: gold
    tags: {team: search}
    keys:
      ci: {preset: inference}
providers:
  openai:
    credentials:
      main: {secretFrom: {env: SANDBOX_SECRET}}
`;

beforeAll(async () => { cli = await startCli(); });
beforeEach(() => writeFileSync(path, text));
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await cli.admin.close();
});

const aiproxy = (words: string[], world: object = {}) => cli.aiproxy(words, { env, ...world });

describe('a file is planned, applied once, and then there is nothing to do', () => {
  test('a plan shows the steps and changes nothing', async () => {
    const { code, stdout, stderr } = await aiproxy(['plan', '-f', path]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^4 steps\.\n$/)]);
    for (const line of [/^create +tier +gold$/m, /^create +project +acme$/m, /^create +key +.*ci$/m, /^create +credential +.*main$/m]) expect(stdout).toMatch(line);
    expect(stdout).not.toContain(env.SANDBOX_SECRET);
    expect((await cli.json(['tier', 'list'])).data).toEqual([]);
  });

  test('a plan with steps exits with 2 where that is asked for', async () => {
    expect((await aiproxy(['plan', '-f', path, '--exit-code'])).code).toBe(2);
  });

  test('nothing is applied where nobody can say yes', async () => {
    expect(await aiproxy(['apply', '-f', path])).toMatchObject({ code: 1, stderr: expect.stringMatching(/no terminal.*apply --yes/) });
    expect((await cli.json(['tier', 'list'])).data).toEqual([]);
  });

  test.each([['n\n'], ['\n'], ['']])('%j at the terminal is no yes', async (stdin) => {
    expect(await aiproxy(['apply', '-f', path], { isTerminal: true, stdin })).toMatchObject({ code: 1, stderr: expect.stringMatching(/Apply 4 steps\? \[y\/N\] .*Nothing was changed\.\n$/s) });
    expect((await cli.json(['tier', 'list'])).data).toEqual([]);
  });

  test('a yes at the terminal applies the plan and shows the secret of the new key', async () => {
    const { code, stdout, stderr } = await aiproxy(['apply', '-f', path], { isTerminal: true, stdin: 'y\n' });
    const [, secret = ''] = /acme\/ci +(aip_live_[0-9A-Za-z]{38})\n$/.exec(stdout) ?? [];
    expect([code, stderr]).toEqual([0, expect.stringMatching(/Applied 4 steps\.\n.*shown this once/)]);
    expect(await cli.admin.query('SELECT managed_by FROM api_key WHERE hash = $1', [hashKey(secret)])).toEqual([{ managed_by: 'file' }]);
  });

  test('the second time there is nothing to change', async () => {
    expect(await aiproxy(['plan', '-f', path, '--exit-code'])).toEqual({ code: 0, stdout: '', stderr: 'Nothing to change.\n' });
    expect(await aiproxy(['apply', '-f', path])).toEqual({ code: 0, stdout: '', stderr: 'Nothing to change.\n' });
  });

  test('an export can be applied as it is: nothing to change', async () => {
    const exported = join(directory, 'exported.yaml');
    expect(await aiproxy(['export', '-o', exported])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(exported, 'utf8')).toMatch(/^# yaml-language-server: \$schema=\S+\n/);
    expect(readFileSync(exported, 'utf8')).not.toContain(env.SANDBOX_SECRET);
    expect(await aiproxy(['plan', '-f', exported, '--exit-code'])).toMatchObject({ code: 0 });
  });

  test('another secret is a step, and stands in no plan', async () => {
    const { code, stdout } = await cli.aiproxy(['plan', '-f', path, '--exit-code'], { env: { SANDBOX_SECRET: 'sk-another-one' } });
    expect([code, stdout]).toEqual([2, expect.stringMatching(/credential/)]);
    expect(stdout).not.toMatch(/sk-(another|from)/);
  });
});

test('a file may come by stdin, and a program reads the API’s answer', async () => {
  const { code, stdout } = await aiproxy(['plan', '-f', '-', '--json'], { stdin: text.replace('60', '61') });
  expect([code, JSON.parse(stdout)]).toEqual([0, { fingerprint: expect.any(String), steps: [expect.objectContaining({ action: 'update' })] }]);
});

test('what is applied is the plan that was shown: when another one has become of it, nothing is', async () => {
  writeFileSync(path, text.replace('60', '62'));
  async function* yesAfterAnotherChange() {
    await cli.admin.query("UPDATE tier SET requests_per_minute = 63 WHERE name = 'gold'");
    yield 'y\n';
  }
  const { code, stderr } = await aiproxy(['apply', '-f', path], { isTerminal: true, stdin: yesAfterAnotherChange() });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/Apply 1 step\? \[y\/N\] .+\n$/)]);
  expect((await cli.json(['tier', 'list'])).data).toMatchObject([{ requestsPerMinute: 63 }]);
});

describe('what is wrong in the file is told with its line and column, and nothing is done', () => {
  test.each([
    ['a value that cannot be', text.replace('60', 'many'), '3:10: tiers.gold.requestsPerMinute'],
    ['a field that nobody knows', text.replace('tags:', 'colour:'), '7:5: "projects.acme.colour" is not a field here'],
    ['a permission that nobody knows', text.replace('{preset: inference}', '\n        permissions: [chat:write, fly]'), '10:35: projects.acme.keys.ci.permissions[1]'],
    ['a key given twice', `${text}version: 1\n`, '14:1: '],
    ['a tier that is not in it', text.replace('tier: gold', 'tier: silver'), '6:5: '],
  ])('%s', async (_, wrong, words) => {
    writeFileSync(path, wrong);
    for (const words_ of [['plan'], ['apply', '--yes']]) {
      const { code, stdout, stderr } = await aiproxy([...words_, '-f', path]);
      expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(`${path}:${words}`) });
    }
  });

  test('a secret that is not there is named before anything is asked', async () => {
    const { code, stderr } = await cli.aiproxy(['apply', '-f', path, '--yes']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${path}:13:14: the environment variable SANDBOX_SECRET is not set.\n` });
  });
});

test('the example that comes along is a file that can be planned', async () => {
  const example = join(import.meta.dirname, '..', '..', '..', 'aiproxy.example.yaml');
  expect(await aiproxy(['plan', '-f', example])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^create +model +house\/small$/m) });
});

test('whoever may not apply may not', async () => {
  const { token } = await cli.admin.signIn('viewer');
  const { code, stderr } = await aiproxy(['plan', '-f', path], { env: { ...env, AIPROXY_ADMIN_TOKEN: token } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'This needs the permission configuration:read.\n' });
});
