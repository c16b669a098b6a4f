// Rates of currencies and the settings that amounts are shown by, from the command line.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
beforeAll(async () => { cli = await startCli(); });
afterAll(() => cli.admin.close());

const rate = (...words: string[]) => cli.aiproxy(['rate', ...words]);
const file = (name: string, content: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'rates-')), name);
  writeFileSync(path, content);
  return path;
};

test('a rate is set and listed', async () => {
  expect(await rate('set', 'EUR', '2026-11-24', '0.92170', '--source', 'our bank')).toEqual({ code: 0, stdout: '1 USD is 0.9217 EUR on 2026-11-24.\n', stderr: '' });
  expect((await rate('list', '--currency', 'EUR')).stdout).toMatch(/^CURRENCY +DAY +RATE +SOURCE +SET BY +SET AT\nEUR +2026-11-24 +0\.9217 +our bank +\S+ +\S+Z\n$/);
  expect(await rate('set', 'EUR', '2026-11-24', '0', '--source', 'x')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('rate must be decimal text above 0') as string });
});

test('a list of the ECB and a JSON file are imported; what is wrong is told line by line', async () => {
  const list = file('eurofxref.csv', 'Date,USD,JPY,\n2026-11-20,1.0847,162.37,\n');
  expect(await rate('import', list, '--base', 'EUR', '--source', 'ECB')).toEqual({ code: 0, stdout: '2 are new, 0 took the place of others, 0 were there already.\n', stderr: '' });
  expect(await cli.json(['rate', 'list', '--to', '2026-11-20'])).toMatchObject({ data: [{ currency: 'EUR', rate: '0.921913893242' }, { currency: 'JPY', rate: '149.691158845764', source: 'ECB (from EUR, 1 EUR = 1.0847 USD)' }] });
  const json = file('rates.json', JSON.stringify([{ currency: 'CHF', day: '2026-11-20', rate: '0.88' }]));
  expect((await rate('import', json, '--source', 'bank')).code).toBe(0);
  const wrong = await rate('import', file('wrong.csv', 'currency,day,rate\nEUR,2026-11-31,1\nEURO,2026-11-30,1\n'), '--source', 'x');
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: 'line 2 day must be a day that there is, like "2026-11-25"\nline 3 currency must be the code of a currency, like "USD" (ISO 4217)\n' });
  expect(await rate('import', '/nowhere.csv', '--source', 'x')).toMatchObject({ code: 1, stderr: 'Cannot read /nowhere.csv (ENOENT).\n' });
  expect(await rate('import', file('broken.json', '[{'), '--source', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('is neither CSV nor JSON') as string });
});

test('settings are shown and changed', async () => {
  const words = ['settings', 'set', '--fiscal-year-start-month', '4', '--fiscal-year-start-day', '6', '--money-decimals', '4', '--rounding', 'half-up', '--number-locale', 'de-CH', '--currency', 'CHF'];
  expect((await cli.aiproxy(words)).code).toBe(0);
  expect((await cli.aiproxy(['settings', 'show'])).stdout).toBe(
    'Organisation: (no name)\nTime zone: UTC\nCurrency of reports: CHF\nFiscal year from: month 4, day 6\nAmounts: 4 decimals, half-up, as in de-CH\n');
  expect(await cli.aiproxy(['settings', 'set', '--fiscal-year-start-day', '29'])).toMatchObject({ code: 1, stderr: expect.stringContaining('fiscalYearStartDay must not be greater than 28') as string });
});
