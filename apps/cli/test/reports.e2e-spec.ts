import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerRepository } from '#database/ledger';
import { usageOf } from '#providers/usage';
import { makeProject } from '../../admin/test/harness/resources.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
const days = ['--from', '2026-11-01', '--to', '2026-11-30'];
beforeAll(async () => {
  cli = await startCli();
  const projectId = (await makeProject(cli.admin, { name: 'Search' })).id;
  await new LedgerRepository(cli.admin.database).insertMany([0, 1].map((index) => ({
    requestId: `req_${index}`, attempt: 1, openedAt: new Date('2026-11-03T10:00:00Z'), projectId: index === 0 ? projectId : 'gone', keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {}, endpoint: 'chat',
    modelAsked: 'm', modelServed: 'gpt-5', providerId: 'openai', credentialId: 'env:openai', usage: usageOf({ inputText: 10 }), priceVersionId: null, listPicoUsd: 250_000_000_000n, chargedPicoUsd: BigInt(index + 1) * 1_000_000_000_000n,
    basisPoints: 0, confidence: 'reported' as const, outcome: 'ok', final: true, firstTokenMs: null, totalMs: 100, processId: 'p', sequence: BigInt(index),
  })));
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await cli.admin.close();
});

test('a report is a table with its total, or the answer of the API', async () => {
  const { code, stdout } = await cli.aiproxy(['report', 'usage', ...days, '--group-by', 'project', '--interval', 'month']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^START\s+PROJECT\s+CHARGED\s.*\n2026-11-01\s+gone\s+\$2\.00\s.*\n2026-11-01\s+Search\s+\$1\.00\s.*\n2026-11-01 to 2026-11-30 \(UTC\): \$3\.00 charged for 2 requests\.\n$/);
  expect((await cli.json(['report', 'usage', ...days, '--project', 'Search'])).total.chargedUsd).toBe('1');
});

test('movers', async () => {
  expect((await cli.aiproxy(['report', 'movers', '--by', 'project', ...days])).stdout).toMatch(/gone\s+\$0\.00\s+\$2\.00\s+\$2\.00\s+new\nSearch\s+\$0\.00\s+\$1\.00\s+\$1\.00\s+new\n2026-11-01 to 2026-11-30 against 2026-10-01 to 2026-10-31\.\n$/);
});

test('movers of days on which nothing changed say so', async () => {
  expect((await cli.aiproxy(['report', 'movers', '--by', 'project', '--from', '2026-05-01', '--to', '2026-05-31'])).stdout).toBe('Nothing changed, 2026-05-01 to 2026-05-31 against 2026-04-01 to 2026-04-30.\n');
});

test('amounts are shown as the settings say, and in JSON to the last digit', async () => {
  expect((await cli.aiproxy(['settings', 'set', '--money-decimals', '0', '--rounding', 'half-even', '--number-locale', 'de-DE'])).code).toBe(0);
  const { total } = await cli.json(['report', 'usage', ...days]);
  expect([total.charged, total.list]).toEqual(['3', '0.5']);
  expect((await cli.aiproxy(['report', 'usage', ...days])).stdout).toMatch(/\s3\s\$\s+0\s\$\s.*\n.*: 3\s\$ charged for 2 requests/);
  expect((await cli.aiproxy(['report', 'movers', '--by', 'project', ...days])).stdout).toMatch(/gone\s+0\s\$\s+2\s\$\s+2\s\$\s+new\n/);
  expect((await cli.aiproxy(['settings', 'set', '--money-decimals', '2', '--number-locale', 'en-US'])).code).toBe(0);
});

test('exports on stdout or in a file, with progress at a terminal', async () => {
  expect((await cli.aiproxy(['report', 'export', ...days, '--group-by', 'model', '--format', 'ndjson'])).stdout).toMatch(/^\{"start":"2026-11-01","model":"gpt-5",.*"chargedUsd":"3".*\}\n$/);
  expect((await cli.aiproxy(['report', 'export', ...days, '--focus'])).stdout).toMatch(/^"AvailabilityZone","BilledCost"/);
  const path = join(directory, 'ledger.csv');
  expect(await cli.aiproxy(['ledger', 'export', '--project', 'Search', '-o', path], { isTerminal: true })).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(/\r1 of 1 rows\n$/) });
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(2);
});

test('what the API refuses, and where nothing can be written', async () => {
  expect(await cli.aiproxy(['report', 'export', '--from', '2026-11-01'])).toMatchObject({ code: 1, stderr: expect.stringContaining('to must be given') });
  expect(await cli.aiproxy(['ledger', 'export', '-o', join(directory, 'no', 'folder')])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The export broke off .*ENOENT/) });
});
