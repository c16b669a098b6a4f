// What the proof compares: the ledger's rows against each table of sums, key by key and figure by figure. Written from what the tables
// promise and not from the code that fills them: a mistake there must not be made here again.

export const comparedFigures = [
  'input_text', 'input_audio', 'input_image', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'output_text', 'output_reasoning', 'output_audio', 'images',
  'list_pico_usd', 'charged_pico_usd', 'requests', 'attempts', 'errors', 'failed_attempts', 'latency', 'first_token',
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

/** Of one row of the ledger. Of histograms the number of what they count is compared. */
const ofRow: Readonly<Record<string, string>> = {
  requests: 'final::int',
  attempts: "(kind = 'attempt')::int",
  errors: "(final AND outcome <> 'ok')::int",
  failed_attempts: "(kind = 'attempt' AND outcome <> 'ok')::int",
  latency: "(final AND kind = 'attempt' AND outcome = 'ok')::int",
  first_token: "(final AND kind = 'attempt' AND outcome = 'ok' AND first_token_ms IS NOT NULL)::int",
};

/** A histogram is a number of groups of twelve digits; what they add up to is its rest by a number of twelve nines. */
const ofSum: Readonly<Record<string, string>> = { latency: 'mod(latency, 999999999999)', first_token: 'mod(first_token, 999999999999)' };

export interface Comparison {
  name: string;
  /** What both sides are grouped by; the first one is the day, month or quarter of an hour. */
  keys: readonly string[];
  ledger: string;
  sums: string;
  /** Whether months that wait for being summed anew are left out (their days may be wrong), or compared and told apart. */
  waiting: 'left-out' | 'told' | 'compared';
}

const dimensions = ['project_id', 'cost_centre', 'key_id', 'member_id', 'model_served', 'provider_id', 'credential_id', 'endpoint', 'confidence'];
const labels = ['kind', 'name', 'value', 'project_id', 'model_served', 'confidence'];

/** Of labels a row is there once for each. */
const labelled = `(
  SELECT kept.*, 'end-user' AS label_kind, '' AS label_name, end_user AS label_value FROM kept WHERE end_user IS NOT NULL
  UNION ALL
  SELECT kept.*, 'tag', tag.key, tag.value FROM kept, jsonb_each_text(tags) AS tag)`;
const labelColumns = 'label_kind AS kind, label_name AS name, label_value AS value, project_id, model_served, confidence';

/** Added up before they meet the other side, in the numbers that rows have, which is faster than in those of sums. */
const rowsOf = (keys: string, from: string, where = 'true') => `
    SELECT ${keys}, ${comparedFigures.map((figure) => `sum(${ofRow[figure] ?? figure})::numeric AS ${figure}`).join(', ')}
    FROM ${from} WHERE ${where} GROUP BY ${keys.split(', ').map((_, index) => index + 1).join(', ')}`;
const sumsOf = (keys: string, from: string, where: string) => `SELECT ${keys}, ${comparedFigures.map((figure) => `(${ofSum[figure] ?? figure})::numeric AS ${figure}`).join(', ')} FROM ${from} WHERE ${where}`;

const settled = 'period <> ALL((SELECT waiting FROM asked)::date[])';
const ofDays = `date_trunc('month', day)::date >= (SELECT first FROM asked) AND date_trunc('month', day)::date <> ALL((SELECT waiting FROM asked)::date[])`;
const ofMonths = 'month >= (SELECT first FROM asked)';
// Quarters go by when an attempt was opened, whatever month it counts in.
const quartersFrom = '(SELECT quarters_from FROM asked)';
const quarter = `to_timestamp(floor(extract(epoch FROM opened_at) / 900) * 900)`;

export const comparisons: readonly Comparison[] = [
  {
    name: 'days', keys: ['day', ...dimensions], waiting: 'left-out',
    ledger: rowsOf(`day, ${dimensions.join(', ')}`, 'kept', settled),
    sums: sumsOf(`day, ${dimensions.join(', ')}`, 'usage_day LEFT JOIN usage_group ON id = group_id', ofDays),
  },
  {
    name: 'months', keys: ['month', ...dimensions], waiting: 'told',
    ledger: rowsOf(`period AS month, ${dimensions.join(', ')}`, 'kept'),
    sums: sumsOf(`month, ${dimensions.join(', ')}`, 'usage_month LEFT JOIN usage_group ON id = group_id', ofMonths),
  },
  {
    name: 'project-days', keys: ['day', 'project_id', 'confidence'], waiting: 'left-out',
    ledger: rowsOf('day, project_id, confidence', 'kept', settled),
    sums: sumsOf('day, project_id, confidence', 'project_day', ofDays),
  },
  {
    name: 'label-days', keys: ['day', ...labels], waiting: 'left-out',
    ledger: rowsOf(`day, ${labelColumns}`, `${labelled} AS labelled`, settled),
    sums: sumsOf(`day, ${labels.join(', ')}`, 'label_day LEFT JOIN label_group ON id = group_id', ofDays),
  },
  {
    name: 'label-months', keys: ['month', ...labels], waiting: 'told',
    ledger: rowsOf(`period AS month, ${labelColumns}`, `${labelled} AS labelled`),
    sums: sumsOf(`month, ${labels.join(', ')}`, 'label_month LEFT JOIN label_group ON id = group_id', ofMonths),
  },
  {
    name: 'value-months', keys: ['month', 'kind', 'name', 'value'], waiting: 'told',
    ledger: rowsOf('period AS month, label_kind AS kind, label_name AS name, label_value AS value', `${labelled} AS labelled`),
    sums: sumsOf('month, kind, name, value', 'value_month', ofMonths),
  },
  {
    name: 'quarter-hours', keys: ['quarter', 'project_id', 'model_served', 'confidence'], waiting: 'compared',
    ledger: rowsOf(`${quarter} AS quarter, project_id, model_served, confidence`, 'ledger', `opened_at >= ${quartersFrom}`),
    sums: sumsOf('quarter, project_id, model_served, confidence', 'usage_quarter_hour', `quarter >= ${quartersFrom}`),
  },
];

const totals = (side: string) => `ARRAY[${comparedFigures.map((figure) => `coalesce(sum(${figure}) FILTER (WHERE side = '${side}'), 0)`).join(', ')}]`;
const sumsOfArrays = (column: string) => `(SELECT array_agg(total::text ORDER BY place) FROM (
    SELECT place, sum(figure) AS total FROM compared, unnest(${column}) WITH ORDINALITY AS figures (figure, place) GROUP BY place) AS totals)`;

/**
 * One row: totals of both sides in the order of `comparedFigures`, how many keys differ, and the first twenty of them.
 * Parameters: the first month or null, the months that wait, the first quarter of an hour.
 */
export function comparisonSql({ keys, ledger, sums, waiting }: Comparison): string {
  return `
  WITH asked AS (SELECT coalesce($1::date, '-infinity'::date) AS first, $2::date[] AS waiting, $3::timestamptz AS quarters_from),
  local AS (
    SELECT ledger.*, (opened_at AT TIME ZONE (SELECT time_zone FROM settings))::date AS local_day, (period + interval '1 month')::date AS next_period
    FROM ledger WHERE period >= (SELECT first FROM asked)),
  kept AS (
    SELECT local.*, CASE WHEN local_day < period THEN period WHEN local_day >= next_period THEN next_period - 1 ELSE local_day END AS day FROM local),
  sides AS (SELECT 'ledger' AS side, told.* FROM (${ledger}) AS told UNION ALL SELECT 'sums', told.* FROM (${sums}) AS told),
  compared AS MATERIALIZED (
    SELECT ${keys.join(', ')}, ${totals('ledger')} AS of_ledger, ${totals('sums')} AS of_sums,
      ${waiting === 'told' ? `${keys[0]} = ANY((SELECT waiting FROM asked)::date[])` : 'false'} AS waits
    FROM sides GROUP BY ${keys.join(', ')}),
  differing AS MATERIALIZED (SELECT * FROM compared WHERE of_ledger <> of_sums)
  SELECT ${sumsOfArrays('of_ledger')} AS of_ledger, ${sumsOfArrays('of_sums')} AS of_sums,
    (SELECT count(*)::int FROM differing WHERE NOT waits) AS differing, (SELECT count(*)::int FROM differing WHERE waits) AS waiting,
    (SELECT coalesce(json_agg(first), '[]') FROM (
      SELECT json_build_object(${keys.map((key) => `'${key}', ${key}::text`).join(', ')}) AS at, of_ledger::text[] AS of_ledger, of_sums::text[] AS of_sums
      FROM differing WHERE NOT waits ORDER BY ${keys[0]} LIMIT 20) AS first) AS differences`;
}
