// The rows of a usage report, all of them, as an export.
import { namedKinds, type NamedKind } from '../names.js';
import { isByLabel } from '../reports/grouped-sql.js';
import { SqlValues } from '../reports/sql-text.js';
import type { UsageDimension, UsageQuestion } from '../reports/usage-query.js';
import { reportSql } from '../reports/usage-sql.js';
import type { ExportColumn, ExportRelation } from './export-relation.js';
import { nameBehind, tokenColumns, usdColumns, type Named } from './figure-columns.js';
import { allSql, countsSql, quantileSql } from './quantile-sql.js';

/** Units of a currency for 1 USD, decimal text, for each interval by its `start` as a report tells it. */
export interface ExportRates { code: string; byStart: readonly { start: string; rate: string }[] }

export interface UsageExport {
  /** Without a limit. */
  question: UsageQuestion;
  /** Dimensions and `label`, in the order in which they are shown. */
  groups: readonly (UsageDimension | 'label')[];
  named: Named;
  /** Words for "without one", and for what is not at the top. */
  words: { none: string; rest: string };
  /** Undefined: US dollars alone. */
  rates: ExportRates | undefined;
}

const headers: Record<UsageDimension, string> = {
  project: 'Project', costCentre: 'Cost centre', key: 'Key', member: 'Member', model: 'Model', provider: 'Provider', credential: 'Credential', endpoint: 'Endpoint',
  confidence: 'Confidence',
};

export function usageRelation(asked: UsageExport): ExportRelation {
  const { question, groups, rates } = asked;
  const values = new SqlValues();
  const parts = groups.map((group) => groupParts(group, asked, values));
  const fields = ['start', ...question.groupBy.map((_, index) => `g${index + 1}`), ...(isByLabel(question) ? ['label'] : [])];
  const startText = question.interval === 'hour' ? `to_char(start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')` : 'start::text';
  return {
    values,
    with: `${reportSql(question, values)},
      counted AS (SELECT *, ${countsSql('latency')} AS latency_counts, ${countsSql('first_token')} AS first_token_counts FROM report OFFSET 0),
      figures AS (SELECT *, ${allSql('latency_counts')} AS latency_all, ${allSql('first_token_counts')} AS first_token_all FROM counted OFFSET 0)`,
    from: 'figures',
    names: [...parts.map(({ join }) => join), ...(rates ? [ratesJoin(rates, startText, values)] : [])].join(' '),
    where: undefined,
    orderBy: ['start', 'rest', 'charged_pico_usd DESC', ...fields.slice(1)].join(', '),
    columns: [
      { key: 'start', header: 'Start', kind: question.interval === 'hour' ? 'moment' : 'day', sql: 'start' },
      ...parts.flatMap(({ columns }) => columns),
      { key: 'isRest', header: 'All others', kind: 'truth', sql: 'rest' },
      ...usdColumns, ...(rates ? rateColumns(rates, values) : []),
      ...tokenColumns, ...countColumns, ...latencyColumns,
    ],
  };
}

function groupParts(group: UsageDimension | 'label', { question, named, words }: UsageExport, values: SqlValues): { join: string; columns: ExportColumn[] } {
  const field = group === 'label' ? 'label' : `g${question.groupBy.indexOf(group) + 1}`;
  const shown = (sql: string) => `CASE WHEN rest THEN ${values.add(words.rest, 'text')} ELSE coalesce(${sql}, ${values.add(words.none, 'text')}) END`;
  if (!isNamed(group)) return { join: '', columns: [{ ...wordsOf(group, question), kind: 'text', sql: shown(field) }] };
  const { join, sql } = nameBehind(group, field, named);
  return {
    join,
    columns: [
      { key: group, header: `${headers[group]} id`, kind: 'text', sql: field },
      { key: `${group}Name`, header: headers[group], kind: 'text', sql: shown(sql) },
    ],
  };
}

const isNamed = (group: string): group is NamedKind => (namedKinds as readonly string[]).includes(group);

/** A tag's own name is in the header alone: a field's name has room for 63 bytes. */
function wordsOf(group: UsageDimension | 'label', { label }: UsageQuestion): { key: string; header: string } {
  if (group !== 'label') return { key: group, header: headers[group] };
  return label?.kind === 'tag' ? { key: 'tag', header: `Tag ${label.name}` } : { key: 'endUser', header: 'End user' };
}

function ratesJoin({ byStart }: ExportRates, startText: string, values: SqlValues): string {
  const starts = values.add(byStart.map(({ start }) => start), 'text[]');
  return `LEFT JOIN unnest(${starts}, ${values.add(byStart.map(({ rate }) => rate), 'numeric[]')}) AS rates (rate_start, rate) ON rate_start = ${startText}`;
}

/** Exact: as many decimals as a rate and the unit of money have together. */
const converted = (column: string) => `trim_scale(${column} * 0.000000000001 * rate)::text`;

function rateColumns({ code }: ExportRates, values: SqlValues): ExportColumn[] {
  return [
    { key: 'list', header: `List cost (${code})`, kind: 'money', sql: converted('list_pico_usd') },
    { key: 'charged', header: `Charged cost (${code})`, kind: 'money', sql: converted('charged_pico_usd') },
    { key: 'currency', header: 'Currency', kind: 'text', sql: values.add(code, 'text') },
    { key: 'rate', header: `${code} for 1 USD`, kind: 'money', sql: 'trim_scale(rate)::text' },
  ];
}

const count = (key: string, header: string, sql: string): ExportColumn => ({ key, header, kind: 'count', sql });

const countColumns = [
  count('requests', 'Requests', 'requests'), count('attempts', 'Attempts', 'attempts'), count('errors', 'Failed requests', 'errors'),
  count('failedAttempts', 'Failed attempts', 'failed_attempts'),
];

const latencyColumns = [
  count('latencyMsP50', 'Latency median (ms)', quantileSql('latency_counts', 'latency_all', 0.5)), count('latencyMsP95', 'Latency 95 % (ms)', quantileSql('latency_counts', 'latency_all', 0.95)),
  count('firstTokenMsP50', 'First token median (ms)', quantileSql('first_token_counts', 'first_token_all', 0.5)),
  count('firstTokenMsP95', 'First token 95 % (ms)', quantileSql('first_token_counts', 'first_token_all', 0.95)),
];
