// The rows of a report that are shown, without summing what is not: groups are ranked by their charged cost alone, and only the first of them,
// and the totals, are asked for every measure. A year of end users has tens of thousands of groups, and a page a thousand.
import { groupedSql, groupNames, isByLabel, isSame } from './grouped-sql.js';
import type { SqlValues } from './sql-text.js';
import { measureColumns } from './sums.js';
import type { UsageQuestion } from './usage-query.js';
import { withoutLabel } from './without-label.js';

const measures = measureColumns.join(', ');
const sums = measureColumns.map((column) => `sum(${column}) AS ${column}`).join(', ');

/** Parts of a WITH: `shown` (rows with their `place`, and `rest`), `totals` (by start, with the `count` of rows). For questions without `top`. */
export function dearestSql(question: UsageQuestion, values: SqlValues): string[] {
  const names = groupNames(question);
  const keys = ['start', ...names];
  const order = ['start', 'charged_pico_usd DESC', ...names].join(', ');
  const { label } = question;
  const hasNone = isByLabel(question) && !label?.values;
  const filtered = label && { ...label, asFilter: true };
  const none = hasNone ? [
    `everything AS (${groupedSql({ ...question, label: undefined }, values)})`, `labelled AS (${groupedSql({ ...question, label: filtered }, values)})`,
    `none AS (${withoutLabel(question)})`,
  ] : [];
  const withNone = (sql: string) => (hasNone ? ` UNION ALL ${sql}` : '');
  return [
    ...none,
    `ranked AS (${groupedSql(question, values, { columns: ['charged_pico_usd'] })}${withNone(`SELECT ${keys.join(', ')}, charged_pico_usd FROM none`)})`,
    `first AS MATERIALIZED (SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM (SELECT * FROM ranked ORDER BY ${order} LIMIT ${values.add(question.limit, 'int')}) AS dearest)`,
    `shown AS (
      SELECT *, false AS rest FROM (${groupedSql(question, values, { among: 'first' })}) AS summed${withNone(`
      SELECT ${keys.map((key) => `none.${key}`).join(', ')}, ${measures}, place, false
      FROM none JOIN (SELECT ${keys.join(', ')}, place FROM first) AS first ON ${keys.map((key) => isSame(key, `none.${key}`, `first.${key}`)).join(' AND ')}`)})`,
    `totals AS (
      SELECT start, count, ${measures}
      FROM (${hasNone ? `SELECT start, ${sums} FROM everything GROUP BY start` : groupedSql({ ...question, groupBy: [], label: filtered }, values)}) AS summed JOIN (SELECT start, count(*) AS count FROM ranked GROUP BY start) AS counted USING (start))`,
  ];
}
