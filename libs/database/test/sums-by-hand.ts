// The sums of the ledger computed a second time, row by row and without SQL: what the tables of sums are held against.
import type { Client } from 'pg';
import { latencyBoundsMs } from '../src/rollups/latency-histogram.js';

const summed = [
  'input_text', 'input_audio', 'input_image', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'output_text', 'output_reasoning',
  'output_audio', 'images', 'list_pico_usd', 'charged_pico_usd', 'requests', 'attempts', 'errors', 'failed_attempts',
] as const;

/** By table, then by key (its parts joined), the sums and the two histograms. */
export type Sums = Record<string, Record<string, Record<string, unknown>>>;

const dimensions = (row: Row) => [row.project_id, row.cost_centre, row.key_id, row.member_id, row.model_served, row.provider_id, row.credential_id, row.endpoint, row.confidence];

/** Of the ledger, as `pg` gives it; the summed columns are whole numbers, as numbers or decimal strings. */
type Row = Record<(typeof summed)[number], number | string> & {
  opened_at: Date; first_of_period: string; kind: string; outcome: string; final: boolean; total_ms: number; first_token_ms: number | null;
  project_id: string; cost_centre: string | null; key_id: string; member_id: string | null; model_served: string; provider_id: string;
  credential_id: string; endpoint: string; confidence: string; end_user: string | null; tags: Record<string, string>;
};
type SumRow = { [column: string]: string } & { key: string[] };

/** `zone`: the organisation's. Projects whose ids begin with `prefix`. */
export async function sumsByHand(client: Client, prefix: string, zone: string): Promise<Sums> {
  const { rows } = await client.query<Row>("SELECT *, to_char(period, 'YYYY-MM-DD') AS first_of_period FROM ledger WHERE starts_with(project_id, $1)", [prefix]);
  const sums: Sums = { usage_day: {}, usage_month: {}, project_day: {}, usage_quarter_hour: {}, label_day: {}, label_month: {} };
  for (const row of rows) {
    const day = dayOf(row, zone);
    const quarter = new Date(Math.floor(row.opened_at.getTime() / 900_000) * 900_000).toISOString();
    add(sums.usage_day, [day, ...dimensions(row)], row);
    add(sums.usage_month, [row.first_of_period, ...dimensions(row)], row);
    add(sums.project_day, [day, row.project_id, row.confidence], row);
    add(sums.usage_quarter_hour, [quarter, row.project_id, row.model_served, row.confidence], row);
    for (const [kind, name, value] of labelsOf(row)) {
      const label = [kind, name, value, row.project_id, row.model_served, row.confidence];
      add(sums.label_day, [day, ...label], row);
      add(sums.label_month, [row.first_of_period, ...label], row);
    }
  }
  return sums;
}

/** The same from the tables. */
export async function sumsStored(client: Client, prefix: string): Promise<Sums> {
  const usage = 'project_id, cost_centre, key_id, member_id, model_served, provider_id, credential_id, endpoint, confidence';
  const label = 'kind, name, value, project_id, model_served, confidence';
  const day = "to_char(day, 'YYYY-MM-DD')";
  const month = "to_char(month, 'YYYY-MM-DD')";
  const keys: Record<string, [string, string]> = {
    usage_day: [`${day}, ${usage}`, 'JOIN usage_group ON id = group_id'], usage_month: [`${month}, ${usage}`, 'JOIN usage_group ON id = group_id'],
    project_day: [`${day}, project_id, confidence`, ''], usage_quarter_hour: [`quarter, project_id, model_served, confidence`, ''],
    label_day: [`${day}, ${label}`, 'JOIN label_group ON id = group_id'], label_month: [`${month}, ${label}`, 'JOIN label_group ON id = group_id'],
  };
  const sums: Sums = {};
  for (const [table, [key, join]] of Object.entries(keys)) {
    const { rows } = await client.query<SumRow>(`SELECT jsonb_build_array(${key}) AS key, ${table}.* FROM ${table} ${join} WHERE starts_with(project_id, $1)`, [prefix]);
    sums[table] = Object.fromEntries(rows.map((row) => {
      if (table === 'usage_quarter_hour') row.key[0] = new Date(row.key[0]).toISOString();
      return [JSON.stringify(row.key), { ...Object.fromEntries(summed.map((name) => [name, row[name]])), latency: row.latency, first_token: row.first_token }];
    }));
  }
  return sums;
}

function add(table: Sums[string], key: unknown[], row: Row): void {
  const of = table[JSON.stringify(key)] ??= { ...Object.fromEntries(summed.map((name) => [name, '0'])), latency: '0', first_token: '0' };
  const counted = row.kind === 'attempt';
  const failed = row.outcome !== 'ok';
  const more = { ...row, requests: row.final ? 1 : 0, attempts: counted ? 1 : 0, errors: row.final && failed ? 1 : 0, failed_attempts: counted && failed ? 1 : 0 };
  for (const name of summed) of[name] = String(BigInt(of[name] as string) + BigInt(more[name]));
  if (!row.final || !counted || failed) return;
  of.latency = marked(of.latency as string, row.total_ms);
  if (row.first_token_ms !== null) of.first_token = marked(of.first_token as string, row.first_token_ms);
}

function marked(histogram: string, ms: number): string {
  const beyond = latencyBoundsMs.findIndex((bound) => ms <= bound);
  const interval = beyond === -1 ? latencyBoundsMs.length : beyond;
  return String(BigInt(histogram) + BigInt(`1${'000000000000'.repeat(interval)}`));
}

/** The local day; of a row that counts in another month, that month's day next to it. */
function dayOf(row: Row, timeZone: string): string {
  const local = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(row.opened_at);
  const [year, month] = row.first_of_period.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return local < row.first_of_period ? row.first_of_period : local > last ? last : local;
}

const labelsOf = (row: Row): [string, string, string][] => [
  ...(row.end_user === null ? [] : [['end-user', '', row.end_user] as [string, string, string]]),
  ...Object.entries(row.tags).map(([name, value]) => ['tag', name, value] as [string, string, string]),
];
