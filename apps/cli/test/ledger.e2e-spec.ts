// The ledger from the command line: its rows, corrections and months by the API; its proof on the machine, and its sums made anew.
import { makeLedgerRow } from '../../admin/test/harness/resources.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
beforeAll(async () => {
  cli = await startCli();
  await makeLedgerRow(cli.admin, { listPicoUsd: 0n, chargedPicoUsd: 0n });
  await makeLedgerRow(cli.admin, { listPicoUsd: 0n, chargedPicoUsd: 0n, openedAt: new Date('2025-03-05T00:00:00Z') });
});
afterAll(() => cli.admin.close());

test('a ledger that is whole is proven, of late or as a whole', async () => {
  const { code, stdout } = await cli.aiproxy(['verify-ledger']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^CHECK +STATE +FIGURES\n(.*\n)+No difference in the ledger from \d{4}-\d\d on, of 1 attempts\.\n$/)]);
  expect(stdout).toMatch(/^costs +ok +rows 1; /m);
  expect(stdout).toMatch(/^holds +skipped +The counters/m);
  expect(await cli.json(['verify-ledger', '--all'])).toMatchObject({ ok: true, from: null, rows: 2 });
  expect(await cli.json(['verify-ledger', '--months', '1'])).toMatchObject({ ok: true, rows: 1 });
});

test('a difference is told with its place and is a failure, until the sums are made anew', async () => {
  await cli.admin.query("UPDATE usage_day SET attempts = attempts + 1 WHERE day = '2025-03-05'");
  const { code, stdout } = await cli.aiproxy(['verify-ledger', '--all']);
  expect([code, stdout]).toEqual([1, expect.stringContaining('There are differences in the whole ledger.')]);
  expect(stdout).toMatch(/^days: attempts at day 2025-03-05, project_id p, .*: expected 1, found 2$/m);
  expect(await cli.aiproxy(['rebuild-rollups', '--month', '2025-03'])).toEqual({ code: 0, stdout: 'Made anew: 2025-03.\n', stderr: '' });
  expect((await cli.aiproxy(['verify-ledger', '--all'])).code).toBe(0);
});

test('all sums are made anew from the ledger, those of quarter-hours too', async () => {
  await cli.admin.query('UPDATE usage_quarter_hour SET attempts = 7; TRUNCATE usage_month');
  expect((await cli.aiproxy(['verify-ledger', '--all'])).code).toBe(1);
  const { months } = await cli.json(['rebuild-rollups']);
  expect(months[0]).toBe('2025-03');
  expect((await cli.aiproxy(['verify-ledger', '--all'])).code).toBe(0);
});

test.each([['verify-ledger', '--months', '0'], ['verify-ledger', '--all', '--months', '2'], ['rebuild-rollups', '--month', '2025-13']])('%s %s %s is refused', async (...words) => {
  expect((await cli.aiproxy(words)).code).not.toBe(0);
});

test('a row is shown, corrected and shown again, and listed with its correction', async () => {
  const { requestId } = await makeLedgerRow(cli.admin, { openedAt: new Date('2025-04-05T00:00:00Z') });
  expect((await cli.aiproxy(['ledger', 'show', requestId])).stdout).toBe(
    'Attempt 1 at openai, opened at 2025-04-05T00:00:00.000Z: ok, 0.000003 USD charged (reported), counts in 2025-04.\nIn all: 0.000003 USD charged, 0.0000025 USD by list price; inputText 10.\n');
  const { code, stdout: adjustmentId } = await cli.aiproxy(['ledger', 'adjust', requestId, '--by', 'chargedUsd=-0.000001', '--by', 'listUsd=-0.0000005', '--by', 'inputText=-4', '--reason', 'a wrong bill']);
  expect([code, adjustmentId]).toEqual([0, expect.stringMatching(/^adj_[0-9a-f]{32}\n$/)]);
  expect((await cli.aiproxy(['ledger', 'show', requestId])).stdout).toMatch(
    /corrects attempt 1 by -0\.000001 USD, counts in 2025-04\. \S+: a wrong bill\nIn all: 0\.000002 USD charged, 0\.000002 USD by list price; inputText 6\.\n$/);
  expect(await cli.json(['ledger', 'list', '--request-id', requestId, '--kind', 'adjustment'])).toMatchObject({ data: [{ requestId: adjustmentId.trim(), tokens: { inputText: -4 } }] });
  expect((await cli.aiproxy(['ledger', 'list', '--period', '2025-04'])).stdout).toMatch(/^REQUEST ID\s+ATTEMPT\s+OPENED AT[^\n]+\n(.*\n){2}$/);
});

test('a month is closed once it was said, for good', async () => {
  expect(await cli.aiproxy(['ledger', 'close', '2025-03'])).toMatchObject({ code: 1, stderr: expect.stringContaining('ledger close --yes') });
  expect(await cli.aiproxy(['ledger', 'close', '2025-03', '--yes'])).toEqual({ code: 0, stdout: '2025-03 is closed with 1 requests and 0 USD charged.\n', stderr: '' });
  expect(await cli.aiproxy(['ledger', 'close', '2025-03', '--yes'])).toMatchObject({ code: 1, stderr: expect.stringContaining('closed already') });
  expect((await cli.aiproxy(['ledger', 'periods'])).stdout).toMatch(/\n2025-03\s+1\s+0\s+0\s+\S+Z\s+\S+/);
});
