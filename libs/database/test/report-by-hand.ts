// A report asked of the ledger's rows, in SQL that shares nothing with the one that reads the tables of sums: what that is held against.
import type { Client } from 'pg';
import { latencyBoundsMs } from '../src/rollups/latency-histogram.js';
import { usageDimensions, type UsageQuestion } from '../src/reports/usage-query.js';

const columns = {
  inputText: 'input_text', inputAudio: 'input_audio', inputImage: 'input_image', cacheRead: 'cache_read', cacheWrite5m: 'cache_write_5m',
  cacheWrite1h: 'cache_write_1h', outputText: 'output_text', outputReasoning: 'output_reasoning', outputAudio: 'output_audio', images: 'images',
} as const;

const figures = [
  ...Object.entries(columns).map(([name, column]) => `SUM(${column})::text AS "${name}"`),
  'SUM(list_pico_usd)::text AS "listPicoUsd"', 'SUM(charged_pico_usd)::text AS "chargedPicoUsd"',
  'SUM(CASE WHEN final THEN 1 ELSE 0 END)::text AS requests', "SUM(CASE kind WHEN 'attempt' THEN 1 ELSE 0 END)::text AS attempts",
  "SUM(CASE WHEN final AND outcome != 'ok' THEN 1 ELSE 0 END)::text AS errors",
  "SUM(CASE WHEN kind = 'attempt' AND outcome != 'ok' THEN 1 ELSE 0 END)::text AS \"failedAttempts\"",
  `${counted('total_ms')} AS latency`, `${counted('first_token_ms')} AS "firstToken"`,
].join(', ');

function counted(column: string): string {
  const bounds = [-1, ...latencyBoundsMs, 2_147_483_647];
  const one = (from: number, to: number) => `SUM(CASE WHEN final AND kind = 'attempt' AND outcome = 'ok' AND ${column} > ${from} AND ${column} <= ${to} THEN 1 ELSE 0 END)::int`;
  return `ARRAY[${bounds.slice(1).map((to, index) => one(bounds[index], to)).join(', ')}]`;
}

/** `start | group… | label` -> its figures. */
export type ByHand = Record<string, unknown>;

export const keyOf = (start: string, group: readonly (string | null)[], label: string | null) => JSON.stringify([start, ...group, label]);

export async function reportByHand(client: Client, question: UsageQuestion): Promise<ByHand> {
  const { interval, from, until, groupBy, label, filter, timeZone, fiscalStartDay } = question;
  const local = "(opened_at AT TIME ZONE $1)";
  const starts = {
    hour: `to_char(opened_at - (extract(minute FROM ${local}) * 60 + extract(second FROM ${local})) * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    day: 'day::text', week: "(day - (extract(isodow FROM day)::int - 1))::text", month: "to_char(day, 'YYYY-MM-01')",
    quarter: "make_date(extract(year FROM day)::int, (extract(quarter FROM day)::int - 1) * 3 + 1, 1)::text",
    'fiscal-month': `CASE WHEN extract(day FROM day) >= ${fiscalStartDay} THEN to_char(day, 'YYYY-MM-') ELSE to_char(day - interval '1 month', 'YYYY-MM-') END || lpad('${fiscalStartDay}', 2, '0')`,
    total: `'${from}'`,
  };
  const labelled = !label ? 'NULL' : label.kind === 'end-user' ? 'end_user' : "tags ->> $2";
  const labelColumn = label?.asFilter ? 'NULL' : labelled;
  const values: unknown[] = [timeZone, label?.kind === 'tag' ? label.name : ''];
  const wanted = Object.entries(filter).map(([dimension, some]) => {
    values.push(some);
    return `EXISTS (SELECT 1 FROM unnest($${values.length}::text[]) AS w WHERE w IS NOT DISTINCT FROM ${usageDimensions[dimension as keyof typeof usageDimensions]})`;
  });
  if (label?.values) {
    values.push(label.values);
    wanted.push(`${labelled} IN (SELECT unnest($${values.length}::text[]))`);
  }
  const within = interval === 'hour' ? `${local} >= '${from}'::timestamp AND ${local} < '${until}'::timestamp` : `day BETWEEN '${from}' AND '${until}'::date - 1`;
  const groups = groupBy.map((dimension) => `${usageDimensions[dimension]} AS "by ${dimension}"`);
  await client.query("SET TIME ZONE 'UTC'");
  const { rows } = await client.query<Record<string, unknown>>({
    text: `
    WITH l AS (
      SELECT *, CASE WHEN date_trunc('month', ${local}) < period THEN period
                     WHEN date_trunc('month', ${local}) > period THEN (date_trunc('month', period) + interval '1 month')::date - 1
                     ELSE ${local}::date END AS day
      FROM ledger WHERE $2::text IS NOT NULL)
    SELECT ${[`${starts[interval]} AS start`, ...groups, `${labelColumn} AS label`].join(', ')}, ${figures}
    FROM l WHERE ${[within, ...wanted].join(' AND ')} GROUP BY ${['', ...groupBy, ''].map((_, index) => index + 1).join(', ')}`,
    values,
  });
  return Object.fromEntries(rows.map(({ start, label: value, ...row }) => {
    const group = groupBy.map((dimension) => {
      const part = row[`by ${dimension}`] as string | null;
      delete row[`by ${dimension}`];
      return part;
    });
    return [keyOf(start as string, group, value as string | null), row];
  }));
}

/** Two rows as one; histograms interval by interval. */
export function addedByHand(one: ByHand, other: ByHand): ByHand {
  return Object.fromEntries(Object.entries(one).map(([name, figure]) => [
    name, Array.isArray(figure) ? figure.map((count: number, interval) => count + (other[name] as number[])[interval]) : String(BigInt(figure as string) + BigInt(other[name] as string)),
  ]));
}
