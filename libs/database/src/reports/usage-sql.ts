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
  const isTop = names.map((name) => `t.${name} IS NOT DISTINCT FROM f.${name}`).join(' AND ');
  return [
    ...parts,
    `top AS (SELECT *, true AS is_top FROM (${top}) AS dearest)`,
    `report AS (
      SELECT f.start, ${names.map((name) => `CASE WHEN is_top THEN f.${name} END AS ${name}`).join(', ')}, is_top IS NULL AS rest, ${sums('f.')}
      FROM ${from} AS f LEFT JOIN top AS t ON ${isTop} GROUP BY ${[...keys, 'rest'].map((_, index) => index + 1).join(', ')})`,
  ].join(',\n');
}

/** What has the label, and what of everything has not: that is the difference. */
function withoutLabel({ groupBy }: UsageQuestion): string {
  const keys = ['start', ...groupBy.map((_, index) => `g${index + 1}`)];
  const difference = measureColumns.map((column) => `e.${column} - coalesce(l.${column}, 0) AS ${column}`).join(', ');
  return `
    SELECT * FROM labelled
    UNION ALL
    SELECT * FROM (
      SELECT ${keys.map((key) => `e.${key}`).join(', ')}, NULL AS label, ${difference}
      FROM everything AS e LEFT JOIN (SELECT ${keys.join(', ')}, ${sums()} FROM labelled GROUP BY ${keys.join(', ')}) AS l
        ON ${keys.map((key) => `l.${key} IS NOT DISTINCT FROM e.${key}`).join(' AND ')}) AS none
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
 * are of the interval `total` and the same group.
 */
export function moversSql(before: UsageQuestion, after: UsageQuestion): SqlText {
  const values = new SqlValues();
  const [name] = groupNames(after);
  const both = (['before', 'after'] as const).map((span) => measureColumns.map((column) => `coalesce(${span}.${column}, 0)::text AS ${span}_${column}`).join(', ')).join(', ');
  const change = 'coalesce(after.charged_pico_usd, 0) - coalesce(before.charged_pico_usd, 0)';
  const text = `
    WITH before AS (${groupedSql(before, values)}), after AS (${groupedSql(after, values)})
    SELECT coalesce(after.${name}, before.${name}) AS value, ${both}
    FROM before FULL JOIN after ON coalesce(before.${name}, '') = coalesce(after.${name}, '') AND (before.${name} IS NULL) = (after.${name} IS NULL)
    WHERE ${change} <> 0
    ORDER BY abs(${change}) DESC, value LIMIT ${values.add(after.limit, 'int')}`;
  return { text, values: values.all };
}
