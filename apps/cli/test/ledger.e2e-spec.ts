// The proof of the ledger on the machine, and its sums made anew.
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
