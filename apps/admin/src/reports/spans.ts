// Which days a report is about: the names of spans that move with the calendar, the span before one, and how an interval cuts it. Days are
// local days as `2026-11-25`, so no clock and no time zone is needed here.
import type { DaySpan, ReportInterval } from '#database/reports/usage-query';
import type { Day } from '#metering/budgets/local-days';

export const spanNames = [
  'today', 'yesterday', 'last-7-days', 'last-30-days', 'last-90-days', 'this-week', 'last-week', 'this-month', 'last-month', 'this-quarter', 'last-quarter',
  'this-year', 'last-year', 'last-12-months', 'this-fiscal-year', 'last-fiscal-year',
] as const;
export type SpanName = (typeof spanNames)[number];

/** The day of the month, and the month (1 to 12), with which the fiscal year begins. */
export interface FiscalCalendar { fiscalYearStartMonth: number; fiscalYearStartDay: number }

export const fiscalOf = ({ fiscalYearStartMonth, fiscalYearStartDay }: FiscalCalendar): FiscalCalendar => ({ fiscalYearStartMonth, fiscalYearStartDay });

const dayMs = 86_400_000;
const between = (from: string, until: string): DaySpan => ({ from, until });
const render = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const make = (year: number, month: number, day: number) => render(Date.UTC(year, month - 1, day));
const parts = (day: string) => day.split('-').map(Number) as [year: number, month: number, day: number];

export const dayText = ({ year, month, day }: Day) => make(year, month, day);
export const addDays = (day: string, days: number) => render(Date.parse(day) + days * dayMs);
/** Of days that every month has: the first, and the fiscal one (28 at most). */
const addMonths = (day: string, months: number) => {
  const [year, month, ofMonth] = parts(day);
  return make(year, month + months, ofMonth);
};
export const daysBetween = ({ from, until }: DaySpan) => (Date.parse(until) - Date.parse(from)) / dayMs;

/** `today` in the organisation's time zone. Weeks begin on Monday. `this-…` ends with its own end, not with today. */
export function spanOf(name: SpanName, today: string, fiscal: FiscalCalendar): DaySpan {
  const [year, month] = parts(today);
  const days = /^last-(\d+)-days$/.exec(name)?.[1];
  if (days) return { from: addDays(today, 1 - Number(days)), until: addDays(today, 1) };
  const week = startOf('week', today, fiscal);
  const quarter = startOf('quarter', today, fiscal);
  const thisMonth = make(year, month, 1);
  const fiscalYear = startOfFiscalYear(today, fiscal);
  switch (name) {
    case 'today': return between(today, addDays(today, 1));
    case 'yesterday': return between(addDays(today, -1), today);
    case 'this-week': return between(week, addDays(week, 7));
    case 'last-week': return between(addDays(week, -7), week);
    case 'this-month': return between(thisMonth, addMonths(thisMonth, 1));
    case 'last-month': return between(addMonths(thisMonth, -1), thisMonth);
    case 'this-quarter': return between(quarter, addMonths(quarter, 3));
    case 'last-quarter': return between(addMonths(quarter, -3), quarter);
    case 'this-year': return between(make(year, 1, 1), make(year + 1, 1, 1));
    case 'last-year': return between(make(year - 1, 1, 1), make(year, 1, 1));
    case 'last-12-months': return between(addMonths(thisMonth, -11), addMonths(thisMonth, 1));
    case 'this-fiscal-year': return between(fiscalYear, addMonths(fiscalYear, 12));
    default: return between(addMonths(fiscalYear, -12), fiscalYear);
  }
}

/** As many whole months before it when it is made of whole months, of the calendar or fiscal ones; else as many days. */
export function spanBefore({ from, until }: DaySpan, { fiscalYearStartDay }: FiscalCalendar): DaySpan {
  const isOfMonths = [1, fiscalYearStartDay].some((first) => parts(from)[2] === first && parts(until)[2] === first);
  if (!isOfMonths) return { from: addDays(from, -daysBetween({ from, until })), until: from };
  const [[year, month], [endYear, endMonth]] = [parts(from), parts(until)];
  return { from: addMonths(from, (year - endYear) * 12 + month - endMonth), until: from };
}

/** The first days of the intervals that have days in the span. Hours have none. */
export function intervalStarts(span: DaySpan, interval: Exclude<ReportInterval, 'hour'>, fiscal: FiscalCalendar): string[] {
  if (interval === 'total') return [span.from];
  const starts: string[] = [];
  for (let start = startOf(interval, span.from, fiscal); start < span.until; start = next(start, interval)) starts.push(start);
  return starts;
}

export function startOf(interval: 'day' | 'week' | 'month' | 'quarter' | 'fiscal-month', day: string, { fiscalYearStartDay }: FiscalCalendar): string {
  const [year, month, ofMonth] = parts(day);
  switch (interval) {
    case 'day': return day;
    case 'week': return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
    case 'month': return make(year, month, 1);
    case 'quarter': return make(year, month - (month - 1) % 3, 1);
    default: return make(year, ofMonth < fiscalYearStartDay ? month - 1 : month, fiscalYearStartDay);
  }
}

/** The last day of the interval that begins with `start`. */
export const endOf = (start: string, interval: 'day' | 'week' | 'month' | 'quarter' | 'fiscal-month') => addDays(next(start, interval), -1);

function next(start: string, interval: 'day' | 'week' | 'month' | 'quarter' | 'fiscal-month'): string {
  if (interval === 'day' || interval === 'week') return addDays(start, interval === 'day' ? 1 : 7);
  return addMonths(start, interval === 'quarter' ? 3 : 1);
}

function startOfFiscalYear(today: string, { fiscalYearStartMonth, fiscalYearStartDay }: FiscalCalendar): string {
  const [year] = parts(today);
  const start = make(year, fiscalYearStartMonth, fiscalYearStartDay);
  return start <= today ? start : make(year - 1, fiscalYearStartMonth, fiscalYearStartDay);
}
