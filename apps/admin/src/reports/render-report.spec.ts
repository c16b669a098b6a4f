import type { Confidence } from '#database/records';
import { noSums } from '#database/reports/sums';
import type { IntervalSums, UsageQuestion } from '#database/reports/usage-query';
import { renderReport } from './render-report.js';

const fiscal = { fiscalYearStartMonth: 4, fiscalYearStartDay: 6 };
const question: UsageQuestion = { from: '2026-03-06', until: '2026-05-06', interval: 'fiscal-month', groupBy: [], filter: {}, timeZone: 'UTC', fiscalStartDay: 6, limit: 10 };
const sums = (dollars: number) => ({ ...noSums, chargedPicoUsd: BigInt(dollars) * 1_000_000_000_000n, requests: 1n });
const answerOf = (...intervals: IntervalSums[]) => ({ rows: intervals.map((one) => ({ ...one, group: [], label: null, isRest: false })), count: intervals.length, totals: intervals });
const rates = { code: 'EUR', of: (start: string) => ({ start, rate: `0.${start.slice(5, 7)}`, day: start, source: 'bank' }) };

const report = renderReport({
  question, groupBy: [], fiscal, rates, name: (by, id) => ({ by, id, name: '' }), isSettled: true,
  answer: answerOf({ start: '2026-04-06', sums: sums(5) }),
  byConfidence: new Map<Confidence, IntervalSums[]>([
    ['reported', [{ start: '2026-04-06', sums: sums(3) }]], ['estimated', [{ start: '2026-03-06', sums: sums(1) }, { start: '2026-04-06', sums: sums(2) }]],
  ]),
  previous: answerOf({ start: '2026-01-06', sums: sums(7) }, { start: '2026-02-06', sums: sums(9) }),
});

test('every rate that a figure was multiplied by is printed once: that of the ledger beside the rows, and those of the span before', () => {
  const shown = (some: { start: string; rate: string }[]) => some.map(({ start, rate }) => [start, rate]);
  expect(shown(report.currency.rates)).toEqual([['2026-03-06', '0.03'], ['2026-04-06', '0.04']]);
  expect(shown(report.currency.previousRates)).toEqual([['2026-01-06', '0.01'], ['2026-02-06', '0.02']]);
  expect([report.total.charged, report.ledger.total.charged, report.previousTotal?.charged]).toEqual(['0.2', '0.23', '0.25']);
});

test('a fiscal month is beside the one of the same place in the span before', () => {
  expect(report.rows.map(({ start, previous }) => [start, previous?.chargedUsd])).toEqual([['2026-04-06', '9']]);
});
