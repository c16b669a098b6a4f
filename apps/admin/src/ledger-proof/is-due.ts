// When the ledger is proven: each night at 03:30 of the organisation, and at once where a night was missed.
import { windowAt, type Calendar } from '#metering/budgets/windows';

/** After the start of the day; an hour beside it in the two nights in which clocks are turned. */
const nightMs = 3.5 * 3_600_000;

export function isProofDue(lastStartedMs: number | undefined, nowMs: number, calendar: Calendar): boolean {
  const lastNightMs = windowAt('day', calendar, nowMs - nightMs).startMs + nightMs;
  return lastStartedMs === undefined || lastStartedMs < lastNightMs;
}
