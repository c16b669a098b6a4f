// The window of time that a budget counts in at a moment: from the clock alone, so that nothing has to be reset when one ends. Windows
// follow each other without a gap in the organisation's time zone, whatever its clocks do.
import type { BudgetWindow } from '#database/budget-record';
import { dayAt, midnightMs, startOfDay, type Day } from './local-days.js';

/** Of the organisation. `fiscalYearStartMonth` 1 to 12; `fiscalYearStartDay` 1 to 28, since every month has those. */
export interface Calendar { timeZone: string; fiscalYearStartMonth: number; fiscalYearStartDay: number }

/** From `startMs` on and before `endsAtMs`, which is Infinity for a total. The start tells one window of a budget from another. */
export interface WindowSpan { startMs: number; endsAtMs: number }

const total: WindowSpan = { startMs: 0, endsAtMs: Infinity };

export function windowAt(window: BudgetWindow, calendar: Calendar, nowMs: number): WindowSpan {
  if (window === 'total') return total;
  const { timeZone } = calendar;
  let day = firstDay(window, calendar, dayAt(timeZone, nowMs));
  let startMs = startOfDay(timeZone, day);
  for (;;) {
    day = nextDay(window, day);
    const endsAtMs = startOfDay(timeZone, day);
    // Clocks that are put back over midnight show a day again that is over.
    if (nowMs < endsAtMs) return { startMs, endsAtMs };
    startMs = endsAtMs;
  }
}

/** What the counters call the window of a budget that begins at `startMs`. */
export const windowName = (budgetId: string, startMs: number) => `${budgetId} ${startMs}`;

/** `windowAt`, with each window worked out once while it lasts. */
export function rememberWindows(calendar: Calendar): (window: BudgetWindow, nowMs: number) => WindowSpan {
  const known = new Map<BudgetWindow, WindowSpan>();
  return (window, nowMs) => {
    const last = known.get(window);
    if (last && last.startMs <= nowMs && nowMs < last.endsAtMs) return last;
    const span = windowAt(window, calendar, nowMs);
    known.set(window, span);
    return span;
  };
}

const months: Partial<Record<BudgetWindow, number>> = { month: 1, quarter: 3, 'fiscal-quarter': 3, 'fiscal-year': 12 };

/** Of the window that `day` is in. Weeks begin on Monday. */
function firstDay(window: BudgetWindow, { fiscalYearStartMonth, fiscalYearStartDay }: Calendar, day: Day): Day {
  const length = months[window];
  if (length === undefined) return window === 'week' ? { ...day, day: day.day - daysSinceMonday(day) } : day;
  const [firstMonth, ofMonth] = window.startsWith('fiscal') ? [fiscalYearStartMonth, fiscalYearStartDay] : [1, 1];
  // Before that day of the month the fiscal month that began in the one before goes on.
  const month = day.day < ofMonth ? day.month - 1 : day.month;
  const into = (month - firstMonth + 12) % length;
  return { ...day, month: month - into, day: ofMonth };
}

function nextDay(window: BudgetWindow, { year, month, day }: Day): Day {
  const length = months[window];
  if (length !== undefined) return { year, month: month + length, day };
  return { year, month, day: day + (window === 'week' ? 7 : 1) };
}

const daysSinceMonday = (day: Day) => (new Date(midnightMs(day)).getUTCDay() + 6) % 7;
