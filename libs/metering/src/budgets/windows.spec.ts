import * as fc from 'fast-check';
import { budgetWindows, type BudgetWindow } from '#database/budget-record';
import { dayAt } from './local-days.js';
import { rememberWindows, windowAt, windowName, type Calendar } from './windows.js';

const at = (text: string) => Date.parse(text);
const span = (window: BudgetWindow, timeZone: string, now: string, fiscalYearStartMonth = 1, fiscalYearStartDay = 1) => {
  const { startMs, endsAtMs } = windowAt(window, { timeZone, fiscalYearStartMonth, fiscalYearStartDay }, at(now));
  return [startMs, endsAtMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
};

test.each<[BudgetWindow, string, string, number, string, string]>([
  ['day', 'UTC', '2026-02-28T23:59:59.999Z', 1, '2026-02-28T00:00', '2026-03-01T00:00'],
  ['day', 'Asia/Kolkata', '2026-02-28T18:30:00Z', 1, '2026-02-28T18:30', '2026-03-01T18:30'],
  ['day', 'America/New_York', '2026-03-08T12:00:00Z', 1, '2026-03-08T05:00', '2026-03-09T04:00'], // 23 hours
  ['day', 'Europe/Berlin', '2026-10-25T12:00:00Z', 1, '2026-10-24T22:00', '2026-10-25T23:00'], // 25 hours
  ['week', 'Europe/Berlin', '2026-03-29T21:59:59Z', 1, '2026-03-22T23:00', '2026-03-29T22:00'], // a Sunday, clocks forward
  ['week', 'UTC', '2027-01-01T00:00:00Z', 1, '2026-12-28T00:00', '2027-01-04T00:00'],
  ['month', 'Pacific/Kiritimati', '2024-02-29T10:00:00Z', 1, '2024-02-29T10:00', '2024-03-31T10:00'], // already March there
  ['quarter', 'UTC', '2026-12-31T23:00:00Z', 4, '2026-10-01T00:00', '2027-01-01T00:00'],
  ['fiscal-quarter', 'UTC', '2026-01-15T00:00:00Z', 2, '2025-11-01T00:00', '2026-02-01T00:00'],
  ['fiscal-year', 'UTC', '2026-03-31T23:00:00Z', 4, '2025-04-01T00:00', '2026-04-01T00:00'],
  ['fiscal-year', 'Asia/Tokyo', '2026-03-31T15:00:00Z', 4, '2026-03-31T15:00', '2027-03-31T15:00'],
])('a %s in %s at %s, fiscal years from month %i: from %s until %s', (window, zone, now, month, start, end) => {
  expect(span(window, zone, now, month)).toEqual([start, end]);
});

test.each<[BudgetWindow, string, string, number, number, string, string]>([
  ['fiscal-year', 'UTC', '2026-04-05T23:59:59Z', 4, 6, '2025-04-06T00:00', '2026-04-06T00:00'],
  ['fiscal-year', 'UTC', '2026-04-06T00:00:00Z', 4, 6, '2026-04-06T00:00', '2027-04-06T00:00'],
  ['fiscal-year', 'UTC', '2026-01-01T00:00:00Z', 1, 15, '2025-01-15T00:00', '2026-01-15T00:00'],
  ['fiscal-quarter', 'Europe/London', '2026-07-05T22:30:00Z', 4, 6, '2026-04-05T23:00', '2026-07-05T23:00'],
  ['fiscal-quarter', 'Europe/London', '2026-07-05T23:00:00Z', 4, 6, '2026-07-05T23:00', '2026-10-05T23:00'],
  ['fiscal-quarter', 'UTC', '2026-01-05T00:00:00Z', 12, 28, '2025-12-28T00:00', '2026-03-28T00:00'],
  ['fiscal-quarter', 'UTC', '2026-02-27T00:00:00Z', 2, 28, '2025-11-28T00:00', '2026-02-28T00:00'],
  ['quarter', 'UTC', '2026-04-03T00:00:00Z', 4, 6, '2026-04-01T00:00', '2026-07-01T00:00'], // of the calendar: fiscal days are not its
  ['month', 'UTC', '2026-04-03T00:00:00Z', 4, 6, '2026-04-01T00:00', '2026-05-01T00:00'],
])('a %s in %s at %s, fiscal years from month %i, day %i: from %s until %s', (window, zone, now, month, day, start, end) => {
  expect(span(window, zone, now, month, day)).toEqual([start, end]);
});

test('a midnight that clocks skip begins its day with the jump', () => {
  expect(span('day', 'Africa/Cairo', '2024-04-26T09:00:00Z')).toEqual(['2024-04-25T22:00', '2024-04-26T21:00']);
});

test('an hour that comes twice over midnight belongs to the day that has begun', () => {
  // St John's went from 00:01 back to 23:01.
  const day = ['2006-10-29T02:30', '2006-10-30T03:30'];
  expect(['2006-10-29T02:30:30Z', '2006-10-29T02:45:00Z', '2006-10-29T04:00:00Z'].map((now) => span('day', 'America/St_Johns', now))).toEqual([day, day, day]);
});

test('a day that a zone left out is nobody\'s', () => {
  expect(span('day', 'Pacific/Apia', '2011-12-30T09:59:00Z')[1]).toBe('2011-12-30T10:00');
  expect(span('day', 'Pacific/Apia', '2011-12-30T10:00:00Z')).toEqual(['2011-12-30T10:00', '2011-12-31T10:00']);
});

test('a total never ends', () => {
  expect(windowAt('total', { timeZone: 'UTC', fiscalYearStartMonth: 1, fiscalYearStartDay: 1 }, at('2026-01-01'))).toEqual({ startMs: 0, endsAtMs: Infinity });
});

const calendars = fc.record<Calendar>({
  timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')), fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }), fiscalYearStartDay: fc.integer({ min: 1, max: 28 }),
});
const moments = fc.integer({ min: at('1990-01-01'), max: at('2040-01-01') });
const windows = fc.constantFrom(...budgetWindows.filter((window) => window !== 'total'));

test('in every zone windows hold their moment and follow each other without gap or overlap', () => {
  fc.assert(fc.property(windows, calendars, moments, (window, calendar, nowMs) => {
    const { startMs, endsAtMs } = windowAt(window, calendar, nowMs);
    expect(startMs <= nowMs && nowMs < endsAtMs).toBe(true);
    expect(windowAt(window, calendar, startMs)).toEqual({ startMs, endsAtMs });
    expect(windowAt(window, calendar, endsAtMs - 1)).toEqual({ startMs, endsAtMs });
    expect(windowAt(window, calendar, endsAtMs).startMs).toBe(endsAtMs);
    expect(windowAt(window, calendar, startMs - 1).endsAtMs).toBe(startMs);
  }), { numRuns: 1500 });
});

test('longer windows begin with a shorter one', () => {
  fc.assert(fc.property(calendars, moments, (calendar, nowMs) => {
    const start = (window: BudgetWindow) => windowAt(window, calendar, nowMs).startMs;
    const starts = budgetWindows.filter((window) => window !== 'total').map(start);
    expect(starts.map((startMs) => windowAt('day', calendar, startMs).startMs)).toEqual(starts);
    expect(start('fiscal-year') <= start('fiscal-quarter') && start('fiscal-quarter') <= start('day')).toBe(true);
    expect(calendar.fiscalYearStartDay > 1 || start('fiscal-quarter') <= start('month')).toBe(true);
    expect(start('quarter') <= start('month') && start('month') <= start('day') && start('week') <= start('day')).toBe(true);
  }), { numRuns: 300 });
});

test('fiscal years begin on their day and month, and have four fiscal quarters that begin on that day', () => {
  fc.assert(fc.property(calendars, moments, (calendar, nowMs) => {
    const year = windowAt('fiscal-year', calendar, nowMs);
    const first = dayAt(calendar.timeZone, year.startMs);
    expect([first.month, first.day]).toEqual([calendar.fiscalYearStartMonth, calendar.fiscalYearStartDay]);
    const starts: number[] = [];
    for (let ms = year.startMs; ms < year.endsAtMs; ms = windowAt('fiscal-quarter', calendar, ms).endsAtMs) starts.push(ms);
    const days = starts.map((ms) => dayAt(calendar.timeZone, ms));
    expect(days.map(({ month, day }) => [(month - first.month + 12) % 12, day])).toEqual([0, 3, 6, 9].map((months) => [months, first.day]));
  }), { numRuns: 300 });
});

test('what is remembered is the same, for moments that are over too', () => {
  const calendar: Calendar = { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 7, fiscalYearStartDay: 17 };
  const spanOf = rememberWindows(calendar);
  fc.assert(fc.property(windows, fc.integer({ min: at('2026-10-01'), max: at('2026-11-10') }), (window, nowMs) => {
    expect(spanOf(window, nowMs)).toEqual(windowAt(window, calendar, nowMs));
  }));
  expect(spanOf('day', at('2026-11-01'))).toBe(spanOf('day', at('2026-11-01T12:00Z')));
});

test('each window of a budget has a name of its own', () => {
  expect(windowName('b', 0)).toBe('b 0');
});
