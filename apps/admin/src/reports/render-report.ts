// A usage report as the admin API shows it. Every interval's dollars are multiplied by its own rate, and only then added.
import type { Confidence } from '#database/records';
import { noSums, totalOf, type Sums } from '#database/reports/sums';
import type { IntervalSums, UsageAnswer, UsageQuestion, UsageRow } from '#database/reports/usage-query';
import { addAmounts, amountsAt } from './convert.js';
import type { GroupColumn, GroupNames } from './group-names.js';
import { renderFigures } from './render-figures.js';
import { renderCurrency, type Rates } from './report-rates.js';
import type { ConfidenceShareDto, FiguresDto, UsageReportDto } from './report.dto.js';
import { addDays, intervalStarts, spanBefore, type FiscalCalendar } from './spans.js';

export interface ReportParts {
  question: UsageQuestion;
  /** As it was asked for: dimensions, and `endUser` or `tag:<name>`. */
  groupBy: readonly string[];
  fiscal: FiscalCalendar;
  answer: UsageAnswer;
  byConfidence: ReadonlyMap<Confidence, IntervalSums[]>;
  previous: UsageAnswer | undefined;
  rates: Rates;
  name: Awaited<ReturnType<GroupNames['find']>>;
  isSettled: boolean;
}

export function renderReport({ question, groupBy, fiscal, answer, byConfidence, previous, rates, name, isSettled }: ReportParts): UsageReportDto {
  const before = previousRow(question, fiscal, previous);
  const figuresAt = (start: string, sums: Sums) => renderFigures(sums, amountsAt(sums, rates.of(start).rate));
  return {
    from: question.from, to: addDays(question.until, -1), timeZone: question.timeZone, interval: question.interval, groupBy: [...groupBy],
    currency: renderCurrency(rates, [...answer.totals, ...[...byConfidence.values()].flat()], previous?.totals ?? []), isSettled,
    rows: answer.rows.map((row) => {
      const earlier = row.isRest ? undefined : before(row);
      return {
        start: row.start, groups: valuesOf(row, question, groupBy).map(([by, id]) => name(by, id, row.isRest)), isRest: row.isRest,
        figures: figuresAt(row.start, row.sums), previous: earlier ? figuresAt(earlier.start, earlier.sums) : null,
      };
    }),
    rowCount: answer.count, total: renderTotal(answer.totals, rates), previousTotal: previous ? renderTotal(previous.totals, rates) : null,
    ledger: { total: renderTotal([...byConfidence.values()].flat(), rates), byConfidence: renderShares(byConfidence, rates) },
  };
}

/** What the names are asked for. */
export function groupsOf(rows: readonly UsageRow[], question: UsageQuestion, groupBy: readonly string[]): GroupColumn[] {
  return groupBy.map((by, index) => ({ by, ids: rows.map((row) => valuesOf(row, question, groupBy)[index][1]) }));
}

/** In the order in which they were asked for; the question has its label apart from its dimensions. */
function valuesOf({ group, label }: UsageRow, { groupBy: dimensions }: UsageQuestion, groupBy: readonly string[]): [by: string, id: string | null][] {
  return groupBy.map((by) => {
    const index = dimensions.findIndex((dimension) => dimension === by);
    return [by, index === -1 ? label : group[index]];
  });
}

function renderTotal(sums: readonly IntervalSums[], rates: Rates): FiguresDto {
  return renderFigures(totalOf(sums), sums.map(({ start, sums: some }) => amountsAt(some, rates.of(start).rate)).reduce(addAmounts, amountsAt(noSums, '0')));
}

function renderShares(byConfidence: ReadonlyMap<Confidence, IntervalSums[]>, rates: Rates): ConfidenceShareDto[] {
  const all = totalOf([...byConfidence.values()].flat());
  return [...byConfidence].map(([confidence, sums]) => {
    const some = totalOf(sums);
    return {
      confidence, figures: renderTotal(sums, rates),
      chargedShare: share(some.chargedPicoUsd, all.chargedPicoUsd), requestShare: share(some.requests, all.requests),
    };
  });
}

const share = (part: bigint, whole: bigint) => (whole === 0n ? 0 : Number(part * 1_000_000n / whole) / 1_000_000);

/** Of a row that of the same groups, in the interval of the span before that has the same place in it. */
function previousRow(question: UsageQuestion, fiscal: FiscalCalendar, previous: UsageAnswer | undefined): (row: UsageRow) => UsageRow | undefined {
  const { interval } = question;
  if (previous === undefined || interval === 'hour') return () => undefined;
  const earlier = intervalStarts(spanBefore(question, fiscal), interval, fiscal);
  const placeOf = new Map(intervalStarts(question, interval, fiscal).map((start, place) => [start, place]));
  const rows = new Map(previous.rows.map((row) => [keyOf(row.start, row), row]));
  return (row) => {
    const place = placeOf.get(row.start);
    return place === undefined || place >= earlier.length ? undefined : rows.get(keyOf(earlier[place], row));
  };
}

const keyOf = (start: string, { group, label }: UsageRow) => JSON.stringify([start, group, label]);
