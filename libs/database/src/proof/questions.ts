// Questions of the proof about the ledger alone: numbers without a row, corrections that correct nothing or too much, triggers that are
// not there.
import type { Client as Connection } from 'pg';

/** `from` to `until`, both missing. `openedAt`: of the row after them, in ISO 8601. */
export interface SequenceGap { processId: string; from: string; until: string; openedAt: string }

export interface AdjustmentFault { requestId: string; attempt: number; openedAt: string; fault: 'no-row' | 'negative' | 'other-dimensions' }

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A process numbers its attempts from 1 on. What is beyond its last row nobody can know here. */
export async function gapsInSequences(connection: Connection, from: string | null): Promise<{ processes: number; gaps: SequenceGap[] }> {
  const { rows: [{ processes, gaps }] } = await connection.query<{ processes: number; gaps: SequenceGap[] }>(`
    WITH writing AS MATERIALIZED (SELECT DISTINCT process_id FROM ledger WHERE kind = 'attempt' AND period >= coalesce($1::date, '-infinity'::date)),
    numbered AS (
      SELECT process_id, sequence, opened_at, coalesce(lag(sequence) OVER (PARTITION BY process_id ORDER BY sequence), 0) AS before
      FROM ledger WHERE kind = 'attempt' AND process_id IN (SELECT process_id FROM writing))
    SELECT (SELECT count(*)::int FROM writing) AS processes,
      (SELECT coalesce(json_agg(gap), '[]') FROM (
        SELECT process_id AS "processId", (before + 1)::text AS from, (sequence - 1)::text AS until, ${iso('opened_at')} AS "openedAt"
        FROM numbered WHERE sequence > before + 1 ORDER BY opened_at LIMIT 1000) AS gap) AS gaps`, [from]);
  return { processes, gaps };
}

const amounts = ['input_text', 'input_audio', 'input_image', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'output_text', 'output_reasoning', 'output_audio', 'images', 'list_pico_usd', 'charged_pico_usd'];
const dimensions = ['project_id', 'key_id', 'model_served', 'provider_id', 'credential_id', 'endpoint', 'cost_centre', 'member_id', 'end_user'];

/** All of them, of whatever month: they are few. */
export async function adjustmentFaults(connection: Connection): Promise<{ adjustments: number; faults: AdjustmentFault[] }> {
  const { rows: [answer] } = await connection.query<{ adjustments: number; faults: AdjustmentFault[] }>(`
    WITH adjustments AS MATERIALIZED (SELECT * FROM ledger WHERE corrects_request_id IS NOT NULL),
    corrected AS (
      SELECT corrects_request_id, corrects_attempt, corrects_opened_at, ${amounts.map((amount) => `sum(${amount}) AS ${amount}`).join(', ')}
      FROM adjustments GROUP BY 1, 2, 3),
    faults AS (
      SELECT corrected.corrects_request_id AS request_id, corrected.corrects_attempt AS attempt, corrected.corrects_opened_at AS opened_at,
        CASE WHEN original.request_id IS NULL THEN 'no-row' ELSE 'negative' END AS fault
      FROM corrected LEFT JOIN ledger AS original
        ON original.request_id = corrected.corrects_request_id AND original.attempt = corrected.corrects_attempt AND original.opened_at = corrected.corrects_opened_at AND original.kind = 'attempt'
      WHERE original.request_id IS NULL OR ${amounts.map((amount) => `original.${amount} + corrected.${amount} < 0`).join(' OR ')}
      UNION
      SELECT original.request_id, original.attempt, original.opened_at, 'other-dimensions'
      FROM adjustments JOIN ledger AS original
        ON original.request_id = adjustments.corrects_request_id AND original.attempt = adjustments.corrects_attempt AND original.opened_at = adjustments.corrects_opened_at
      WHERE ${dimensions.map((dimension) => `original.${dimension} IS DISTINCT FROM adjustments.${dimension}`).join(' OR ')})
    SELECT (SELECT count(*)::int FROM adjustments) AS adjustments,
      (SELECT coalesce(json_agg(fault), '[]') FROM (
        SELECT request_id AS "requestId", attempt, ${iso('opened_at')} AS "openedAt", fault FROM faults ORDER BY opened_at, request_id, attempt LIMIT 1000) AS fault) AS faults`);
  return answer;
}

/** Triggers that refuse changes, by the bits of pg_trigger.tgtype: before each row's update and delete, before a truncate. */
export async function missingTriggers(connection: Connection): Promise<{ tables: number; missing: { table: string; trigger: string }[] }> {
  const { rows: [answer] } = await connection.query<{ tables: number; missing: { table: string; trigger: string }[] }>(`
    WITH tables AS (SELECT relid AS id FROM pg_partition_tree('ledger')),
    wanted AS (SELECT id, name, set, unset FROM tables, (VALUES ('refuse_change', 1 | 2 | 8 | 16, 0), ('refuse_truncate', 2 | 32, 1)) AS triggers (name, set, unset)),
    missing AS (
      SELECT id::text AS "table", name AS trigger FROM wanted
      WHERE NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = id AND tgname = name AND tgenabled IN ('O', 'A') AND tgtype & set = set AND tgtype & unset = 0
          AND tgqual IS NULL AND tgfoid = 'refuse_change'::regproc))
    SELECT (SELECT count(*)::int FROM tables) AS tables, (SELECT coalesce(json_agg(missing ORDER BY "table"), '[]') FROM missing) AS missing`);
  return answer;
}
