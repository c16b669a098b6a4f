import * as fc from 'fast-check';
import type { ApiError } from '#server/errors/api-error';
import { parseRates } from './parse-rates.js';
import { readCsv } from './read-csv.js';
import { readItems } from './read-items.js';

const parse = (csv: string, base = 'USD') => parseRates(readCsv(csv), { base, source: 'ECB' });
const shown = (csv: string, base?: string) => parse(csv, base).map(({ currency, day, rate }) => `${currency} ${day} ${rate}`);

/** What is said of a file that is refused. */
function refusal(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    return (error as ApiError).body().error.problems!.map(({ param, message }) => (message.startsWith(param) ? message : `${param}: ${message}`));
  }
  return [];
}

const good = ['EUR 2026-11-24 0.9217', 'JPY 2026-11-24 149.25'];
test.each([
  ['as it is', 'currency,day,rate\nEUR,2026-11-24,0.9217\nJPY,2026-11-24,149.25\n'],
  ['with lines of Windows, a byte order mark and quotes', '\uFEFF"Currency","Day","Rate"\r\n"EUR","2026-11-24","0.9217"\r\n"JPY","2026-11-24","149.25"\r\n'],
  ['in another order, with spaces and an empty line', 'rate, date, currency\n0.9217, 2026-11-24, EUR\n\n149.25 ,2026-11-24,JPY'],
  ['a line for each day', 'Date,EUR,JPY,CYP,\n2026-11-24,0.9217,149.25,N/A,\n'],
  ['with the dollar itself', 'currency,day,rate\nUSD,2026-11-24,1.0\nEUR,2026-11-24,0.9217\nJPY,2026-11-24,149.25'],
])('a file is read %s', (_, csv) => {
  expect(shown(csv)).toEqual(good);
});

test('JSON is read alike', () => {
  const items = [{ currency: 'EUR', day: '2026-11-24', rate: '0.9217' }, { currency: 'JPY', day: '2026-11-24', rate: '149.25' }];
  expect(parseRates(readItems(items), { base: 'USD', source: 'ours' })).toEqual(items.map((item) => ({ ...item, source: 'ours' })));
});

test.each<[string, string, string[]]>([
  ['', 'USD', ['line 1 must name the columns: "currency,day,rate", or "date" and then currencies like "date,USD,JPY", separated by commas']],
  ['currency;day;rate\nEUR;2026-11-24;0.9', 'USD', [expect.stringMatching(/^line 1 must name the columns/) as string]],
  ['currency,day,rate', 'USD', ['The file must hold at least one rate']],
  ['currency,day,rate\nEUR,2026-11-24\nEUR,2026-11-25,1,2', 'USD', ['line 2 must have 3 columns like the first line, not 2', 'line 3 must have 3 columns like the first line, not 4']],
  ['currency,day,rate\nEURO,2026-11-24,0.9\nEUR,2026-02-30,0.9\nEUR,2026-11-24,0,9', 'USD', [
    'line 4 must have 3 columns like the first line, not 4', 'line 2 currency must be the code of a currency, like "USD" (ISO 4217)', 'line 3 day must be a day that there is, like "2026-11-25"',
  ]],
  ...['0', '-1', '1e3', '', 'N/A', '0.0000000000001', '.5', '1,5', '1234567890123456789'].map((rate): [string, string, string[]] => [
    `currency,day,rate\nEUR,2026-11-24,"${rate.replace(',', ' ')}"`, 'USD', ['line 2 rate must be decimal text above 0 with at most 18 digits before and 12 after the point, like "0.9217"'],
  ]),
  ['currency,day,rate\nEUR,2026-11-24,0.9\nEUR,2026-11-24,0.9', 'USD', ['line 3 has the rate of EUR 2026-11-24, which is in line 2 already']],
  ['currency,day,rate\nUSD,2026-11-24,1.1', 'USD', ['line 2 rate of USD must be 1, or left out: it is what the others are of']],
  ['date,EUR,JPY\n2026-11-24,0.9,x', 'USD', [expect.stringMatching(/^line 2 \(JPY\) rate must be decimal text/) as string]],
  ['currency,day,rate\nUSD,2026-11-24,1.0847\nJPY,2026-11-25,160', 'EUR', ['line 3 has no rate of USD beside it on 2026-11-25: EUR cannot be converted without one']],
  ['currency,day,rate\nUSD,2026-11-24,999999999999\nJPY,2026-11-24,0.1', 'EUR', ['line 3 rate is not within what can be kept, as JPY for 1 USD']],
])('%j in %s is refused, line by line', (csv, base, told) => {
  expect(refusal(() => parse(csv, base))).toEqual(told);
});

test.each<[unknown, string]>([
  [null, 'rates[1] must be an object of currency, day and rate'], [[], 'rates[1] must be an object of currency, day and rate'], ['EUR', 'rates[1] must be an object of currency, day and rate'],
  [{ currency: 'EUR', day: '2026-11-24', rate: '1', note: '' }, 'rates[1] must have no other fields than currency, day and rate'],
  [{ currency: 'EUR', day: '2026-11-24', rate: 0.9 }, 'rates[1] rate must be decimal text above 0 with at most 18 digits before and 12 after the point, like "0.9217"'],
  [{ currency: 'EUR', rate: '1' }, 'rates[1] day must be a day that there is, like "2026-11-25"'],
])('the item %j is refused', (item, told) => {
  expect(refusal(() => parseRates(readItems([{ currency: 'JPY', day: '2026-11-24', rate: '1' }, item]), { base: 'USD', source: 'x' }))).toEqual([told]);
});

test('more than ten thousand are refused, and of many problems the first hundred are told', () => {
  const lines = (count: number, rate: string) => `currency,day,rate\n${`EUR,2026-11-24,${rate}\n`.repeat(count)}`;
  expect(refusal(() => parse(lines(10_001, '1')))).toEqual(['line 10002 is beyond the 10,000 rates that are taken at a time']);
  const told = refusal(() => parse(lines(250, '0')));
  expect([told.length, told.at(-1)]).toEqual([101, 'more: There are 150 more problems.']);
});

test('a list of the ECB is of 1 EUR: every rate is divided by that of USD, which gives that of EUR', () => {
  // By hand: 1 / 1.0847 = 0.92191389324…, 162.37 / 1.0847 = 149.69115884576…
  expect(parse('Date,USD,JPY,EUR\n2026-11-24,1.0847,162.37,1\n2026-11-23,1.25,150,\n', 'EUR')).toEqual([
    { currency: 'EUR', day: '2026-11-24', rate: '0.921913893242', source: 'ECB (from EUR, 1 EUR = 1.0847 USD)' },
    { currency: 'JPY', day: '2026-11-24', rate: '149.691158845764', source: 'ECB (from EUR, 1 EUR = 1.0847 USD)' },
    { currency: 'EUR', day: '2026-11-23', rate: '0.800000000000', source: 'ECB (from EUR, 1 EUR = 1.25 USD)' },
    { currency: 'JPY', day: '2026-11-23', rate: '120.000000000000', source: 'ECB (from EUR, 1 EUR = 1.25 USD)' },
  ]);
});

test('a half of the last place goes to the even neighbour', () => {
  // 0.000000000001 / 2, 0.000000000003 / 2 and 0.000000000005 / 2
  expect(shown('date,USD,CHF,JPY\n2026-11-24,2,0.000000000003,0.000000000005', 'EUR').slice(1)).toEqual(['CHF 2026-11-24 0.000000000002', 'JPY 2026-11-24 0.000000000002']);
  expect(refusal(() => parse('date,USD,CHF\n2026-11-24,2,0.000000000001', 'EUR'))).toEqual(['line 2 (CHF) rate is not within what can be kept, as CHF for 1 USD']);
});

test('what is converted is within half of the last place of the exact quotient', () => {
  const micros = fc.integer({ min: 1, max: 2_000_000_000 });
  const text = (value: number) => `${Math.floor(value / 1_000_000)}.${String(value % 1_000_000).padStart(6, '0')}`;
  fc.assert(fc.property(micros, micros, (perDollar, perOther) => {
    const [, { rate }] = parse(`date,USD,JPY\n2026-11-24,${text(perDollar)},${text(perOther)}`, 'EUR');
    const off = BigInt(rate.replace('.', '')) * BigInt(perDollar) - BigInt(perOther) * 10n ** 12n;
    expect((off < 0n ? -off : off) * 2n <= BigInt(perDollar)).toBe(true);
  }));
});
