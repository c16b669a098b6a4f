// The inner part of every report: one table of sums, cut to the span and the filter, added up by interval and group.
import { chooseTable, type ReportTable } from './choose-table.js';
import { firstMomentOf } from './first-moment.js';
import type { SqlValues } from './sql-text.js';
import { measureColumns } from './sums.js';
import { usageDimensions, type UsageDimension, type UsageQuestion } from './usage-query.js';

/** Tokens and counts stay BIGINT: beyond nine million million million of them the statement fails instead of being wrong. */
const added = (column: string) => (/pico_usd|latency|first_token/.test(column) ? `sum(${column}) AS ${column}` : `sum(${column})::bigint AS ${column}`);

export interface GroupedParts {
  /** All measures unless some are named. */
  columns?: readonly string[];
  /** A relation of the groups that are wanted, with a `place` for each: no others then, and their places. */
  among?: string;
}

/** A SELECT of `start`, `g1`, … of `groupBy`, `label` (with one), and the measures. */
export function groupedSql(question: UsageQuestion, values: SqlValues, { columns = measureColumns, among }: GroupedParts = {}): string {
  const table = chooseTable(question);
  const keys: [name: string, sql: string][] = [
    ['start', startOf(question, table, values)], ...question.groupBy.map((dimension, index): [string, string] => [`g${index + 1}`, usageDimensions[dimension]]),
    ...(isByLabel(question) ? [['label', 'value'] as [string, string]] : []),
  ];
  // A row for each value and month: those are the groups.
  const isGrouped = table.name === 'value_month' && question.interval === 'month' && isByLabel(question);
  const wanted = among && `
    JOIN (SELECT ${keys.map(([name]) => `${name} AS wanted_${name}`).join(', ')}, place FROM ${among}) AS wanted ON ${keys.map(([name, sql]) => isSame(name, sql, `wanted_${name}`)).join(' AND ')}`;
  return `
    SELECT ${keys.map(([name, sql]) => `${sql} AS ${name}`).join(', ')}, ${(isGrouped ? columns : columns.map(added)).join(', ')}${!among ? '' : isGrouped ? ', place' : ', min(place) AS place'}
    FROM ${table.name}${table.groups ? ` JOIN ${table.groups} ON id = group_id` : ''}${wanted ?? ''}
    WHERE ${conditions(question, table, values).join(' AND ')}
    ${isGrouped ? '' : `GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`}`;
}

/** IS NOT DISTINCT FROM, so written that Postgres can hash it: by itself it compares every row with every other. A start is never null. */
export const isSame = (name: string, one: string, other: string) =>
  (name === 'start' ? `${one} = ${other}` : `coalesce(${one}, '') = coalesce(${other}, '') AND (${one} IS NULL) = (${other} IS NULL)`);

/** Whether the values of its label are a group. */
export const isByLabel = ({ label }: Pick<UsageQuestion, 'label'>) => label !== undefined && !label.asFilter;

/** The names that `groupedSql` gives the groups. */
export const groupNames = (question: UsageQuestion) => [...question.groupBy.map((_, index) => `g${index + 1}`), ...(isByLabel(question) ? ['label'] : [])];

function startOf({ interval, from, timeZone, fiscalStartDay }: UsageQuestion, { time }: ReportTable, values: SqlValues): string {
  switch (interval) {
    case 'hour': return `date_trunc('hour', quarter, ${values.add(timeZone, 'text')})`; // an hour that comes twice is two
    case 'total': return values.add(from, 'date');
    case 'day': return 'day';
    case 'fiscal-month': {
      const days = `${fiscalStartDay - 1} * interval '1 day'`;
      return `(date_trunc('month', ${time} - ${days}) + ${days})::date`;
    }
    default: return interval === time ? time : `date_trunc('${interval}', ${time})::date`;
  }
}

function conditions(question: UsageQuestion, { time }: ReportTable, values: SqlValues): string[] {
  const { from, until, timeZone, filter, label } = question;
  const moment = (day: string) => (time === 'quarter' ? firstMomentOf(values.add(day, 'date'), values.add(timeZone, 'text')) : values.add(day, 'date'));
  return [
    `${time} >= ${moment(from)}`, `${time} < ${moment(until)}`,
    ...(Object.entries(filter) as [UsageDimension, readonly (string | null)[]][]).map(([dimension, wanted]) => isAmong(usageDimensions[dimension], wanted, values)),
    ...(label ? [`kind = ${values.add(label.kind, 'text')}`, `name = ${values.add(label.kind === 'tag' ? label.name : '', 'text')}`] : []),
    ...(label?.values ? [isAmong('value', label.values, values)] : []),
  ];
}

function isAmong(column: string, wanted: readonly (string | null)[], values: SqlValues): string {
  const some = `${column} = ANY(${values.add(wanted.filter((value) => value !== null), 'text[]')})`;
  return wanted.includes(null) ? `(${some} OR ${column} IS NULL)` : some;
}
