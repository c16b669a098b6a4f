import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran } from './harness/make-io.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

const projectRoot = join(import.meta.dirname, '..', '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
let cli: RunningCli;

/** What is shipped: the program as a process of its own, in a directory of its own. */
function aiproxy(words: string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [join(projectRoot, 'tools', 'aiproxy.mjs'), ...words], { cwd: directory, env: { PATH: process.env.PATH, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? -1, stdout, stderr })));
}

// The first process builds what is not built yet.
beforeAll(async () => {
  cli = await startCli();
  await aiproxy(['--help']);
}, 180_000);
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await cli.admin.close();
});

test('--help lists the commands', async () => {
  const { code, stdout } = await aiproxy(['--help']);
  expect(code).toBe(0);
  for (const command of ['plan', 'apply', 'export', 'key', 'member', 'project', 'tier', 'credential', 'audit', 'token', 'verify-audit', 'verify-ledger', 'rebuild-rollups']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test('no command at all shows the help, as a failure', async () => {
  expect(await aiproxy([])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Usage: aiproxy') });
});

test('a file from stdin is applied, and applying it again changes nothing; address and token stand in .env', async () => {
  writeFileSync(join(directory, '.env'), `AIPROXY_ADMIN_URL=${cli.admin.url}\nAIPROXY_ADMIN_TOKEN=${cli.admin.token}\n`);
  const file = 'version: 1\ntiers:\n  gold: {requestsPerMinute: 60, requestsPerDay: unlimited, tokensPerMinute: unlimited, concurrentRequests: unlimited}\n';
  expect(await aiproxy(['apply', '--yes', '-f', '-'], {}, file)).toMatchObject({ code: 0, stderr: expect.stringMatching(/Applied 1 step\.\n$/) });
  expect(await aiproxy(['plan', '--exit-code', '-f', '-'], {}, file)).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(/Nothing to change\.\n$/) });
  expect((await aiproxy(['tier', 'list'])).stdout).toMatch(/gold\s+60/);
});

test('a failure is a line and exit code 1, never a stack', async () => {
  const { code, stdout, stderr } = await aiproxy(['tier', 'list', '--url', 'http://127.0.0.1:1']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^Nobody answers at http:\/\/127\.0\.0\.1:1 .*\n$/m);
});

test('a token is made on the machine of a database', async () => {
  const { email } = await cli.admin.signIn('admin');
  const { code, stdout } = await aiproxy(['token', 'create', '--email', email], { DATABASE_URL: cli.admin.databaseUrl });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^aip_pat_[0-9A-Za-z]{38}\n$/)]);
});
