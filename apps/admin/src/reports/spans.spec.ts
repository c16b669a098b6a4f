import * as fc from 'fast-check';
import { addDays, daysBetween, endOf, intervalStarts, spanBefore, spanNames, spanOf, startOf } from './spans.js';

const april6 = { fiscalYearStartMonth: 4, fiscalYearStartDay: 6 };
const calendar = { fiscalYearStartMonth: 10, fiscalYearStartDay: 1 };

// Of Wednesday, 25 November 2026.
test.each<[(typeof spanNames)[number], string, string]>([
  ['today', '2026-11-25', '2026-11-26'], ['yesterday', '2026-11-24', '2026-11-25'],
  ['last-7-days', '2026-11-19', '2026-11-26'], ['last-30-days', '2026-10-27', '2026-11-26'], ['last-90-days', '2026-08-28', '2026-11-26'],
  ['this-week', '2026-11-23', '2026-11-30'], ['last-week', '2026-11-16', '2026-11-23'],
  ['this-month', '2026-11-01', '2026-12-01'], ['last-month', '2026-10-01', '2026-11-01'],
  ['this-quarter', '2026-10-01', '2027-01-01'], ['last-quarter', '2026-07-01', '2026-10-01'],
  ['this-year', '2026-01-01', '2027-01-01'], ['last-year', '2025-01-01', '2026-01-01'], ['last-12-months', '2025-12-01', '2026-12-01'],
  ['this-fiscal-year', '2026-10-01', '2027-10-01'], ['last-fiscal-year', '2025-10-01', '2026-10-01'],
])('%s', (name, from, until) => {
  expect(spanOf(name, '2026-11-25', calendar)).toEqual({ from, until });
});

test('a fiscal year that begins in the middle of a month', () => {
  expect(spanOf('this-fiscal-year', '2026-04-05', april6)).toEqual({ from: '2025-04-06', until: '2026-04-06' });
  expect(spanOf('this-fiscal-year', '2026-04-06', april6)).toEqual({ from: '2026-04-06', until: '2027-04-06' });
  expect([startOf('fiscal-month', '2026-01-05', april6), startOf('fiscal-month', '2026-01-06', april6)]).toEqual(['2025-12-06', '2026-01-06']);
  expect(endOf('2026-02-06', 'fiscal-month')).toBe('2026-03-05');
});

test.each([
  ['whole months', { from: '2026-02-01', until: '2026-04-01' }, { from: '2025-12-01', until: '2026-02-01' }],
  ['a year', { from: '2026-01-01', until: '2027-01-01' }, { from: '2025-01-01', until: '2026-01-01' }],
  ['days', { from: '2026-03-02', until: '2026-03-09' }, { from: '2026-02-23', until: '2026-03-02' }],
  ['from the first of a month, not to its end', { from: '2026-03-01', until: '2026-03-26' }, { from: '2026-02-04', until: '2026-03-01' }],
])('the span before: %s', (_, span, before) => {
  expect(spanBefore(span, calendar)).toEqual(before);
});

test.each([
  ['a fiscal month', { from: '2026-03-06', until: '2026-04-06' }, { from: '2026-02-06', until: '2026-03-06' }],
  ['a fiscal year, after one with the 29th of February', { from: '2024-04-06', until: '2025-04-06' }, { from: '2023-04-06', until: '2024-04-06' }],
  ['fiscal months across a new year', { from: '2026-01-06', until: '2026-04-06' }, { from: '2025-10-06', until: '2026-01-06' }],
  ['months of the calendar', { from: '2026-03-01', until: '2026-04-01' }, { from: '2026-02-01', until: '2026-03-01' }],
  ['from the first of a fiscal month, not to its end', { from: '2026-03-06', until: '2026-03-16' }, { from: '2026-02-24', until: '2026-03-06' }],
])('the span before, where fiscal months begin on the 6th: %s', (_, span, before) => {
  expect(spanBefore(span, april6)).toEqual(before);
});

test('the fiscal months before are as many, and the last of them ends where the first begins', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 36 }), (fiscalYearStartDay, first, months) => {
    const fiscal = { fiscalYearStartMonth: 4, fiscalYearStartDay };
    const startOfMonth = (month: number) => new Date(Date.UTC(2023, month, fiscalYearStartDay)).toISOString().slice(0, 10);
    const span = { from: startOfMonth(first), until: startOfMonth(first + months) };
    expect(intervalStarts(spanBefore(span, fiscal), 'fiscal-month', fiscal)).toEqual(Array.from({ length: months }, (_, index) => startOfMonth(first - months + index)));
  }));
});

test('intervals follow each other without a gap, and cover the span', () => {
  const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const interval = fc.constantFrom('day', 'week', 'month', 'quarter', 'fiscal-month');
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 500 }), interval, fc.integer({ min: 1, max: 28 }), (from, days, cut, fiscalYearStartDay) => {
    const span = { from, until: addDays(from, days) };
    const fiscal = { fiscalYearStartMonth: 4, fiscalYearStartDay };
    const starts = intervalStarts(span, cut, fiscal);
    expect(daysBetween(span)).toBe(days);
    expect(starts[0] <= span.from).toBe(true);
    expect(endOf(starts.at(-1)!, cut) >= addDays(span.until, -1)).toBe(true);
    for (const [index, start] of starts.entries()) {
      expect(startOf(cut, start, fiscal)).toBe(start);
      expect(startOf(cut, endOf(start, cut), fiscal)).toBe(start);
      expect(starts[index + 1] ?? addDays(endOf(start, cut), 1)).toBe(addDays(endOf(start, cut), 1));
    }
  }));
});
