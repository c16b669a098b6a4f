// When a saved report is due, by the organisation's clocks: a time that they skip is the moment of the jump, one that comes twice is the
// first of the two.
import type { ScheduleRule } from '#database/saved-reports/report-schedules';
import { dayAt, firstMomentAt, midnightMs, type Day } from '#metering/budgets/local-days';

const minuteMs = 60_000;
/** More than any two of a rule are apart. */
const furthestDays = 100;

/** The first moment after this one. */
export function nextDue(rule: ScheduleRule, timeZone: string, afterMs: number): Date {
  const { year, month, day } = dayAt(timeZone, afterMs);
  // From the day before: where clocks skip a whole day, its time of day is still to come.
  for (let offset = -1; offset < furthestDays; offset += 1) {
    const wallMs = midnightMs({ year, month, day: day + offset }) + rule.minute * minuteMs;
    if (!isOn(rule, new Date(wallMs))) continue;
    const momentMs = firstMomentAt(timeZone, wallMs);
    if (momentMs > afterMs) return new Date(momentMs);
  }
  throw new Error('a schedule is never due');
}

/** Of all moments from `since` on the last one that is over, and the first one that is not: what was missed meanwhile is made up for once. */
export function planDue({ nextAt: since, ...rule }: ScheduleRule & { nextAt: Date }, timeZone: string, nowMs: number): { dueAt: Date; nextAt: Date } {
  let dueAt = since;
  for (;;) {
    const nextAt = nextDue(rule, timeZone, dueAt.getTime());
    if (nextAt.getTime() > nowMs) return { dueAt, nextAt };
    dueAt = nextAt;
  }
}

/** `local` holds the day in UTC. A day that a month has not is its last one. */
function isOn({ cadence, day }: ScheduleRule, local: Date): boolean {
  if (cadence === 'daily') return true;
  if (cadence === 'weekly') return (local.getUTCDay() + 6) % 7 + 1 === day;
  const month: Day = { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: 1 };
  if (cadence === 'quarterly' && month.month % 3 !== 1) return false;
  const lastOfMonth = new Date(midnightMs({ ...month, month: month.month + 1, day: 0 })).getUTCDate();
  return local.getUTCDate() === Math.min(day ?? 1, lastOfMonth);
}
