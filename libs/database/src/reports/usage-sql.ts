// The statement behind a report: rows of the grouped sums, what has no label among them, those below the top as one, and the total of all.
import { groupedSql, groupNames } from './grouped-sql.js';
import { SqlValues, type SqlText } from './sql-text.js';
import { measureColumns, summedAsText } from './sums.js';
import type { UsageQuestion } from './usage-query.js';

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
    parts.push(`everything AS (${groupedSql({ ...question, label: undefined }, values)})`, `complete AS (${withoutLabel(question)})`);
    from = 'complete';
  }
  if (question.top === undefined || names.length === 0) return [...parts, `report AS (SELECT *, false AS rest FROM ${from})`].join(',\n');
  const top = `SELECT ${names.join(', ')} FROM ${from} GROUP BY ${names.join(', ')} ORDER BY sum(charged_pico_usd) DESC, ${names.join(', ')} LIMIT ${values.add(question.top, 'int')}`;
  return [
    ...parts,
    `top AS (SELECT *, true AS is_top FROM (${top}) AS dearest)`,
    `report AS (
      SELECT f.start, ${names.map((name) => `CASE WHEN is_top THEN f.${name} END AS ${name}`).join(', ')}, is_top IS NULL AS rest, ${sums('f.')}
      FROM ${from} AS f LEFT JOIN top AS t ON ${isSame('t', 'f', names)} GROUP BY ${[...keys, 'rest'].map((_, index) => index + 1).join(', ')})`,
  ].join(',\n');
}

/** IS NOT DISTINCT FROM, so written that Postgres can hash it: by itself it compares every row with every other. */
const isSame = (one: string, other: string, names: readonly string[]) =>
  names.map((name) => `coalesce(${one}.${name}, '') = coalesce(${other}.${name}, '') AND (${one}.${name} IS NULL) = (${other}.${name} IS NULL)`).join(' AND ');

/** What has the label, and what of everything has not: that is the difference. */
function withoutLabel({ groupBy }: UsageQuestion): string {
  const keys = ['start', ...groupBy.map((_, index) => `g${index + 1}`)].join(', ');
  return `
    SELECT * FROM labelled
    UNION ALL
    SELECT * FROM (
      SELECT ${keys}, NULL AS label, ${sums()} FROM (
        SELECT ${keys}, ${measureColumns.join(', ')} FROM everything
        UNION ALL SELECT ${keys}, ${measureColumns.map((column) => `-${column}`).join(', ')} FROM labelled) AS both_sides
      GROUP BY ${keys}) AS none
    WHERE ${measureColumns.map((column) => `${column} <> 0`).join(' OR ')}`;
}

/** The rows that are shown, dearest first within each interval (`place`), and behind them each interval's total; `count` of how many rows. */
export function usageSql(question: UsageQuestion): SqlText {
  const values = new SqlValues();
  const names = groupNames(question);
  const start = question.interval === 'hour' ? `to_char(start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')` : 'start::text';
  const columns = (groups: (name: string) => string) => names.map((name) => `${groups(name)} AS ${name}, `).join('');
  const text = `
    WITH ${reportSql(question, values)},
    shown AS (SELECT *, row_number() OVER (ORDER BY start, rest, charged_pico_usd DESC${names.map((name) => `, ${name}`).join('')}) AS place FROM report)
    SELECT place, ${start} AS start, ${columns((name) => name)}rest, NULL::bigint AS count, ${measureColumns.map((column) => `${column}::text`).join(', ')}
    FROM shown WHERE place <= ${values.add(question.limit, 'int')}
    UNION ALL
    SELECT NULL, ${start}, ${columns(() => 'NULL')}NULL, count(*), ${summedAsText()} FROM report GROUP BY start
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
    FROM before FULL JOIN after ON ${isSame('before', 'after', [name])}
    WHERE ${change} <> 0
    ORDER BY abs(${change}) DESC, value LIMIT ${values.add(after.limit, 'int')}`;
  return { text, values: values.all };
}
