// What a report asks of the tables of sums, and what it is answered. Days are the organisation's local days, as `2026-11-25`.
import type { Sums } from './sums.js';

/** What a report is grouped and filtered by -> the column. */
export const usageDimensions = {
  project: 'project_id', costCentre: 'cost_centre', key: 'key_id', member: 'member_id', model: 'model_served', provider: 'provider_id',
  credential: 'credential_id', endpoint: 'endpoint', confidence: 'confidence',
} as const;
export type UsageDimension = keyof typeof usageDimensions;
export const usageDimensionNames = Object.keys(usageDimensions) as UsageDimension[];

/** What a label can be grouped and filtered with, and hours too. */
export const narrowDimensions = ['project', 'model', 'confidence'] as const satisfies readonly UsageDimension[];

export const reportIntervals = ['hour', 'day', 'week', 'month', 'quarter', 'fiscal-month', 'total'] as const;
export type ReportInterval = (typeof reportIntervals)[number];

/** From the first day on and before the second. */
export interface DaySpan { from: string; until: string }

/** End users, or the values of one tag. */
export type Label = { kind: 'end-user' } | { kind: 'tag'; name: string };

/** Of each dimension the values that count; null is "none". What is not named is not filtered. */
export type UsageFilter = Partial<Record<UsageDimension, readonly (string | null)[]>>;

export interface UsageQuestion extends DaySpan {
  interval: ReportInterval;
  /** At most two; with a label at most one, of `narrowDimensions`. For hours of project and model. */
  groupBy: readonly UsageDimension[];
  /** With values their rows alone; `asFilter`: not a group of its own then. */
  label?: Label & { values?: readonly string[]; asFilter?: boolean };
  filter: UsageFilter;
  /** Of the organisation. Fiscal months begin on this day of the month. */
  timeZone: string;
  fiscalStartDay: number;
  /** The groups that cost most over the whole span; the rest becomes one. */
  top?: number;
  limit: number;
}

export interface UsageRow {
  /** The first day of the interval; of an hour its beginning, ISO 8601. Of a total the span's first day. */
  start: string;
  /** In the order of `groupBy`. */
  group: (string | null)[];
  /** With a label its value; null: without it. */
  label: string | null;
  /** All groups that are not at the top, as one. */
  isRest: boolean;
  sums: Sums;
}

export interface IntervalSums { start: string; sums: Sums }

export interface UsageAnswer {
  /** By start, the dearest first. */
  rows: UsageRow[];
  /** How many there are without the limit. */
  count: number;
  /** Of all of them, shown or not, by interval. */
  totals: IntervalSums[];
}

/** A group in two spans. */
export interface Mover { value: string | null; before: Sums; after: Sums }
