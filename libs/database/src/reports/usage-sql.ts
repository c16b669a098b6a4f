// The statement behind a report: rows of the grouped sums, what has no label among them, those below the top as one, and the total of all.
import { dearestSql } from './dearest-sql.js';
import { groupedSql, groupNames, isSame } from './grouped-sql.js';
import { SqlValues, type SqlText } from './sql-text.js';
import { measureColumns } from './sums.js';
import type { UsageQuestion } from './usage-query.js';
import { withoutLabel } from './without-label.js';

const sums = (prefix = '') => measureColumns.map((column) => `sum(${prefix}${column}) AS ${column}`).join(', ');

/**
 * All rows of a report as a relation: `start`, `g1`, …, `label`, `rest`, the measures; without an order or a limit. To stand behind WITH, as
 * `report`.
 */
export function reportSql(question: UsageQuestion, values: SqlValues): string {
  const names = groupNames(question);
  const keys = ['start', ...names];
  const parts = [`labelled AS (${groupedSql(question, values)})`];
  let from = 'labelled';
  if (question.label && !question.label.values) {
    parts.push(`everything AS (${groupedSql({ ...question, label: undefined }, values)})`, `complete AS (SELECT * FROM labelled UNION ALL ${withoutLabel(question)})`);
    from = 'complete';
  }
  if (question.top === undefined || names.length === 0) return [...parts, `report AS (SELECT *, false AS rest FROM ${from})`].join(',\n');
  const top = `SELECT ${names.join(', ')} FROM ${from} GROUP BY ${names.join(', ')} ORDER BY sum(charged_pico_usd) DESC, ${names.join(', ')} LIMIT ${values.add(question.top, 'int')}`;
  return [
    ...parts,
    `top AS (SELECT *, true AS is_top FROM (${top}) AS dearest)`,
    `report AS (
      SELECT f.start, ${names.map((name) => `CASE WHEN is_top THEN f.${name} END AS ${name}`).join(', ')}, is_top IS NULL AS rest, ${sums('f.')}
      FROM ${from} AS f LEFT JOIN top AS t ON ${names.map((name) => isSame(name, `t.${name}`, `f.${name}`)).join(' AND ')} GROUP BY ${[...keys, 'rest'].map((_, index) => index + 1).join(', ')})`,
  ].join(',\n');
}

/**
 * Whether there are likely more groups than are shown. Ranking them first reads the sums three times and pays from some thousands of groups on;
 * below, one reading for all is faster.
 */
const hasManyGroups = ({ interval, groupBy, label, limit }: UsageQuestion) =>
  limit < 10_000 && groupBy.length + (['hour', 'day', 'week'].includes(interval) ? 1 : 0) + (label && !label.asFilter ? (label.kind === 'end-user' ? 2 : 1) : 0) > 1;

/** The rows that are shown, dearest first within each interval (`place`), and behind them each interval's total; `count` of how many rows. */
export function usageSql(question: UsageQuestion): SqlText {
  const values = new SqlValues();
  const names = groupNames(question);
  const parts = question.top === undefined && hasManyGroups(question) ? dearestSql(question, values) : [
    reportSql(question, values), `placed AS (SELECT *, row_number() OVER (ORDER BY start, rest, charged_pico_usd DESC${names.map((name) => `, ${name}`).join('')}) AS place FROM report)`,
    `shown AS (SELECT * FROM placed WHERE place <= ${values.add(question.limit, 'int')})`,
    `totals AS (SELECT start, count(*) AS count, ${sums()} FROM report GROUP BY start)`,
  ];
  const start = question.interval === 'hour' ? `to_char(start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')` : 'start::text';
  const columns = (groups: (name: string) => string) => names.map((name) => `${groups(name)} AS ${name}, `).join('');
  const measures = measureColumns.map((column) => `${column}::text`).join(', ');
  const text = `
    WITH ${parts.join(',\n')}
    SELECT place, ${start} AS start, ${columns((name) => name)}rest, NULL::bigint AS count, ${measures} FROM shown
    UNION ALL
    SELECT NULL, ${start}, ${columns(() => 'NULL')}NULL, count, ${measures} FROM totals
    ORDER BY place, start`;
  return { text, values: values.all };
}

/**
 * Groups of one kind by how much their charged cost changed between two spans of the same length, the largest change first. Both questions
 * are of the interval `total` and the same group; what has no value of it is a group, too.
 */
export function moversSql(before: UsageQuestion, after: UsageQuestion): SqlText {
  const values = new SqlValues();
  const [name] = groupNames(after);
  const both = (['before', 'after'] as const).map((span) => measureColumns.map((column) => `coalesce(${span}.${column}, 0)::text AS ${span}_${column}`).join(', ')).join(', ');
  const change = 'coalesce(after.charged_pico_usd, 0) - coalesce(before.charged_pico_usd, 0)';
  const text = `
    WITH before AS (WITH ${reportSql(before, values)} SELECT * FROM report), after AS (WITH ${reportSql(after, values)} SELECT * FROM report)
    SELECT coalesce(after.${name}, before.${name}) AS value, ${both}
    FROM before FULL JOIN after ON ${isSame(name, `before.${name}`, `after.${name}`)}
    WHERE ${change} <> 0
    ORDER BY abs(${change}) DESC, value LIMIT ${values.add(after.limit, 'int')}`;
  return { text, values: values.all };
}
