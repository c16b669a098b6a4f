import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
beforeAll(async () => {
  cli = await startCli();
  for (const name of ['first', 'second', 'third']) await cli.admin.post('/api/tiers', { name, ...limits });
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await cli.admin.close();
});

test('the list is a table for people and the API’s answer for programs, both filtered', async () => {
  const { code, stdout } = await cli.aiproxy(['audit', 'list', '--resource', 'tier']);
  const lines = stdout.trim().split('\n');
  expect([code, lines.length]).toEqual([0, 4]);
  expect(lines[0]).toMatch(/^SEQUENCE\s+AT\s+AUTHOR\s+VIA\s+ACTION/);
  expect(lines[1]).toMatch(/token\s+tier\.create/);
  const answer = await cli.json(['audit', 'list', '--resource', 'tier']);
  expect(answer).toEqual((await cli.admin.get('/api/audit?resource=tier')).body);
});

test('a limit cuts the list and tells where it goes on', async () => {
  const { data, nextCursor } = await cli.json(['audit', 'list', '--limit', '2']);
  expect([data.length, nextCursor]).toEqual([2, data[1].sequence]);
});

test('a list of nothing is an empty list', async () => {
  expect(await cli.json(['audit', 'list', '--action', 'none.such'])).toEqual({ data: [], nextCursor: null });
  expect(await cli.aiproxy(['audit', 'list', '--action', 'none.such'])).toEqual({ code: 0, stdout: '', stderr: 'None.\n' });
});

test('the export holds every row, on stdout or in a file', async () => {
  const { stdout } = await cli.aiproxy(['audit', 'export', '--resource', 'tier']);
  expect(stdout.trim().split('\n').map((line) => JSON.parse(line).after.name)).toEqual(['third', 'second', 'first']);
  const path = join(directory, 'audit.csv');
  expect(await cli.aiproxy(['audit', 'export', '--format', 'csv', '-o', path])).toMatchObject({ code: 0, stdout: '' });
  expect(readFileSync(path, 'utf8')).toMatch(/^"sequence"/);
});

test('an export to where nothing can be written says so', async () => {
  expect(await cli.aiproxy(['audit', 'export', '-o', join(directory, 'no', 'such', 'folder')])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The export broke off \(.*ENOENT.*\n$/) });
});

// With the API and on the machine itself, the same words, the same proof.
describe.each([[['audit', 'verify']], [['verify-audit']]])('%s', (words) => {
  test('proves the log, and shows the row to expect the next time', async () => {
    const { code, stdout } = await cli.aiproxy(words);
    const [, head = ''] = stdout.trim().split('\n');
    expect([code, head]).toEqual([0, expect.stringMatching(/^\d+:[0-9a-f]{64}$/)]);
    expect(await cli.aiproxy([...words, '--expect', head])).toMatchObject({ code: 0 });
    expect(await cli.json(words)).toMatchObject({ ok: true, head: { sequence: head.split(':')[0] }, firstBroken: null });
  });

  test('fails when an expected row is another one, or past the end', async () => {
    const [sequence, other] = ['1', 'f'.repeat(64)];
    expect(await cli.aiproxy([...words, '--expect', `${sequence}:${other}`])).toMatchObject({ code: 1, stdout: expect.stringContaining('broken at row 1: the row that was expected is another one') });
    expect(await cli.aiproxy([...words, '--expect', `999999:${other}`])).toMatchObject({ code: 1, stdout: expect.stringContaining('ends before the row') });
  });

  test('refuses what is no row', async () => {
    expect(await cli.aiproxy([...words, '--expect', 'abc'])).toMatchObject({ code: 1, stderr: expect.stringContaining('sequence:hash') });
  });
});

test('a changed row is found by both', async () => {
  await cli.admin.query('ALTER TABLE audit DISABLE TRIGGER USER');
  await cli.admin.query("UPDATE audit SET author_name = 'somebody else' WHERE sequence = 2");
  for (const words of [['audit', 'verify'], ['verify-audit']]) {
    expect(await cli.aiproxy(words)).toMatchObject({ code: 1, stdout: expect.stringContaining('broken at row 2') });
  }
});
