// What failures on purpose did to a project's requests: counted by Postgres from the request rows of that time, which are kept for
// REQUEST_RETENTION_DAYS only.
import type { Client } from './client.js';

export interface DrillReport {
  /** The requests that came in from then on. */
  from: Date;
  /** The first moment no more. */
  until: Date;
  /** False: there are more requests than are counted, so `until` is before the end. */
  complete: boolean;
  /** All of the project in that time, refused ones too. */
  requests: number;
  /** Of these, with at least one attempt that the drill met; the rest is about them. */
  met: number;
  answered: number;
  /** Answered by a target at which no attempt failed by the drill, after one elsewhere did. */
  saved: number;
  /** Not answered, by status and error code; a stream that broke off after its 200 keeps that. */
  failed: { status: number; errorCode: string | null; requests: number }[];
  /** Attempts that the drill met, by outcome. */
  metAttempts: { outcome: string; attempts: number }[];
  /** All attempts of the requests that it met. */
  attempts: number;
  /** How long requests took that it met; null of none. */
  metMs: Took | null;
  /** The same of those that it did not meet and that came as far as an attempt. */
  unmetMs: Took | null;
}

/** Milliseconds that half of the requests, and 99 of 100, stayed within. */
export interface Took { median: number; p99: number }

/** Proxies other than the one that is told of the end hear of it a moment later: what they met until then counts, too. */
const hearsayMs = 10_000;

export interface DrillWindow { drillId: string; projectId: string; from: Date; until: Date }

/** Counts at most `most` requests, the first ones. */
export async function reportDrill(client: Client, window: DrillWindow, most: number): Promise<DrillReport> {
  const { projectId, from } = window;
  const [first, last] = [from.toISOString(), window.until.toISOString()];
  const [beyond] = await client.$queryRaw<{ at: Date }[]>`
    SELECT at FROM request WHERE project_id = ${projectId} AND at >= ${first}::timestamptz AND at < ${last}::timestamptz
    ORDER BY at, id OFFSET ${most} LIMIT 1`;
  const until = beyond?.at ?? window.until;
  const row = await count(client, { ...window, until }, beyond ? until : new Date(until.getTime() + hearsayMs));
  const { metMedian, metP99, unmetMedian, unmetP99, ...counts } = row;
  return { from, until, complete: beyond === undefined, ...counts, metMs: took(metMedian, metP99), unmetMs: took(unmetMedian, unmetP99) };
}

const took = (median: number | null, p99: number | null): Took | null => (median === null || p99 === null ? null : { median, p99 });

interface Counted extends Pick<DrillReport, 'requests' | 'met' | 'answered' | 'saved' | 'failed' | 'metAttempts' | 'attempts'> {
  metMedian: number | null; metP99: number | null; unmetMedian: number | null; unmetP99: number | null;
}

async function count(client: Client, { drillId, projectId, from, until }: DrillWindow, heard: Date): Promise<Counted> {
  const mark = JSON.stringify([{ drillId }]);
  const [row] = await client.$queryRaw<[Counted]>`
    WITH seen AS MATERIALIZED (
      SELECT attempts @> ${mark}::jsonb AS met, CASE WHEN attempts @> ${mark}::jsonb THEN attempts END AS attempts, attempts <> '[]' AS tried,
        status, error_code, status < 400 AND error_code IS NULL AS answered, total_ms
      FROM request
      WHERE project_id = ${projectId} AND at >= ${from.toISOString()}::timestamptz AND at < ${heard.toISOString()}::timestamptz
        AND (at < ${until.toISOString()}::timestamptz OR attempts @> ${mark}::jsonb)
    ), met AS (
      SELECT *, ARRAY(SELECT one->>'targetId' FROM jsonb_array_elements(attempts) AS one WHERE one->>'drillId' = ${drillId} AND one->>'outcome' <> 'ok') AS lost
      FROM seen WHERE met
    )
    SELECT count(*)::int AS requests, (count(*) FILTER (WHERE met))::int AS met, (count(*) FILTER (WHERE met AND answered))::int AS answered,
      (SELECT count(*)::int FROM met WHERE answered AND lost <> '{}'
        AND EXISTS (SELECT FROM jsonb_array_elements(attempts) AS one WHERE one->>'outcome' = 'ok' AND one->>'targetId' <> ALL (lost))) AS saved,
      (SELECT coalesce(json_agg(one), '[]') FROM (
        SELECT status, error_code AS "errorCode", count(*) AS requests FROM met WHERE NOT answered GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2) AS one) AS failed,
      (SELECT coalesce(json_agg(one), '[]') FROM (
        SELECT attempt->>'outcome' AS outcome, count(*) AS attempts FROM met, jsonb_array_elements(attempts) AS attempt
        WHERE attempt->>'drillId' = ${drillId} GROUP BY 1 ORDER BY 2 DESC, 1) AS one) AS "metAttempts",
      (SELECT coalesce(sum(jsonb_array_length(attempts)), 0)::int FROM met) AS attempts,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY total_ms) FILTER (WHERE met) AS "metMedian",
      percentile_disc(0.99) WITHIN GROUP (ORDER BY total_ms) FILTER (WHERE met) AS "metP99",
      percentile_disc(0.5) WITHIN GROUP (ORDER BY total_ms) FILTER (WHERE NOT met AND tried) AS "unmetMedian",
      percentile_disc(0.99) WITHIN GROUP (ORDER BY total_ms) FILTER (WHERE NOT met AND tried) AS "unmetP99"
    FROM seen`;
  return row;
}
