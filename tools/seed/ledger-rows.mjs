// The rows of a year of synthetic usage, made by Postgres itself, a month at a time: growing over the year, by working hours and week days,
// most of it by few projects, keys and end users. What a row is follows from its number and the seed.
import { chance } from './configuration.mjs';

/** Of every 34 rows that are attempts one is a second attempt; the rest to the whole number is adjustments, about one in 5,000. */
export function countsOf(rows) {
  const requests = Math.floor(((rows - Math.max(1, Math.round(rows / 5000))) * 33) / 34);
  return { requests, adjustments: rows - requests - Math.floor(requests / 33) };
}

/** The hours of the span, each with the requests it has: from `first` on and before `next`. $1 until, $2 days, $3 requests. */
const hours = `
  CREATE TEMP TABLE seed_hour AS
    WITH weights AS (
      SELECT hour, (0.6 + 0.8 * (n / ($2::int * 24.0))) * CASE WHEN extract(isodow FROM hour) > 5 THEN 0.25 ELSE 1 END
        * CASE WHEN extract(hour FROM hour) BETWEEN 8 AND 17 THEN 1 WHEN extract(hour FROM hour) BETWEEN 6 AND 20 THEN 0.4 ELSE 0.08 END AS weight
      FROM (SELECT n, $1::timestamptz - make_interval(hours => $2::int * 24 - n) AS hour FROM generate_series(0, $2::int * 24 - 1) AS n) AS span),
    shares AS (SELECT hour, sum(weight) OVER (ORDER BY hour) / sum(weight) OVER () AS share FROM weights),
    ends AS (SELECT hour, round(share * $3::numeric)::bigint AS next FROM shares)
    SELECT hour, coalesce(lag(next) OVER (ORDER BY hour), 0) AS first, next FROM ends`;

/** Requests of the hours from $1 on and before $2; a request whose number divides by 33 failed once before. */
const rows = (seed) => {
  const draw = (of) => chance('i', of, seed);
  const normal = (of) => `(sqrt(-2 * ln(${draw(of)} + 1e-12)) * cos(2 * pi() * ${draw(of + 1)}))`;
  return `
  WITH drawn AS (
    SELECT i, hour + make_interval(secs => ((i - first - 1)::float8 + ${draw(10)}) / (next - first) * 3600) AS opened_at, least(499, floor(501 ^ ${draw(11)})::int - 1) AS key,
      ${draw(12)} AS of_models, ${draw(13)} AS of_end_users, ${draw(14)} AS luck, ${draw(15)} AS certainty, ${draw(16)} AS of_credentials,
      least(120000, 20 + (400 * exp(1.1 * ${normal(17)}))::int) AS input, least(16000, 5 + (200 * exp(0.9 * ${normal(19)}))::int) AS output,
      least(60000, 30 + (350 * exp(0.6 * ${normal(21)}))::int) AS first_token
    FROM seed_hour CROSS JOIN LATERAL generate_series(first + 1, next) AS i WHERE hour >= $1 AND hour < $2),
  attempts AS (
    SELECT drawn.*, attempt, attempt = 1 AND i % 33 = 0 AS is_retried, (attempt = 1 AND i % 33 = 0) OR luck < 0.02 AS failed,
      k.id AS key_id, k.owner, k.team, p.id AS project_id, p.cost_centre, p.basis_points, m.id AS model, m.provider, m.endpoint, m.input_price, m.output_price,
      'seed-' || m.provider || '-' || (1 + floor(m.credentials * of_credentials ^ 2)::int) AS credential_id
    FROM drawn CROSS JOIN LATERAL generate_series(1, CASE WHEN i % 33 = 0 THEN 2 ELSE 1 END) AS attempt
    JOIN seed_key AS k ON k.n = key JOIN seed_project AS p ON p.n = k.project
    JOIN seed_model AS m ON m.n = (k.first_model + 7 * floor(k.models * of_models ^ 2)::int) % 40),
  booked AS (
    SELECT *, CASE WHEN failed THEN 0 ELSE input - input / 4 * (i % 3 = 0)::int END AS input_text, CASE WHEN failed THEN 0 ELSE input / 4 * (i % 3 = 0)::int END AS cache_read,
      CASE WHEN failed OR output_price = 0 THEN 0 ELSE output END AS output_text,
      CASE WHEN failed THEN 'none' WHEN certainty < 0.01 THEN 'estimated' WHEN certainty < 0.015 THEN 'counted' ELSE 'reported' END AS confidence
    FROM attempts),
  priced AS (SELECT *, (input_text::bigint * input_price + cache_read::bigint * (input_price / 10) + output_text::bigint * output_price) AS list FROM booked)
  INSERT INTO ledger (request_id, attempt, opened_at, period, project_id, key_id, member_id, cost_centre, end_user, tags, endpoint, model_asked, model_served,
    provider_id, credential_id, input_text, input_audio, input_image, cache_read, cache_write_5m, cache_write_1h, output_text, output_reasoning, output_audio, images,
    list_pico_usd, charged_pico_usd, basis_points, confidence, outcome, final, first_token_ms, total_ms, process_id, sequence)
  SELECT 'req_' || md5($3 || i), attempt, opened_at, date_trunc('month', opened_at AT TIME ZONE (SELECT time_zone FROM settings))::date, project_id, key_id, owner, cost_centre,
    CASE WHEN of_end_users < 0.85 THEN 'end-user-' || least(5000, floor(5001 ^ (of_end_users / 0.85))::int) END,
    jsonb_build_object('team', team, 'stage', CASE WHEN i % 10 < 7 THEN 'production' WHEN i % 10 < 9 THEN 'staging' ELSE 'development' END)
      || CASE WHEN i % 4 = 0 THEN '{}'::jsonb ELSE jsonb_build_object('feature', (ARRAY['answers', 'summaries', 'drafts', 'tags', 'translation'])[i % 5 + 1]) END,
    endpoint, model, model, provider, credential_id, input_text, 0, 0, cache_read, 0, 0, output_text, 0, 0, 0, list,
    list * (10000 + basis_points) / 10000, basis_points, confidence, CASE WHEN failed THEN (ARRAY['upstream_error', 'upstream_timeout', 'upstream_rate_limited'])[i % 3 + 1] ELSE 'ok' END, NOT is_retried,
    CASE WHEN failed THEN NULL ELSE first_token END, first_token + output * 8, 'seed', i * 2 + attempt - 1
  FROM priced`;
};

/** $1 adjustments, $2 one in so many. Half of what was paid is given back; only rows whose halves are whole. */
const adjustments = `
  INSERT INTO ledger (request_id, attempt, opened_at, kind, period, project_id, key_id, member_id, cost_centre, end_user, tags, endpoint, model_asked, model_served,
    provider_id, credential_id, input_text, input_audio, input_image, cache_read, cache_write_5m, cache_write_1h, output_text, output_reasoning, output_audio, images,
    list_pico_usd, charged_pico_usd, basis_points, confidence, outcome, final, total_ms, process_id, sequence, corrects_request_id, corrects_attempt, corrects_opened_at, author, reason)
  SELECT 'adj_' || md5(request_id), 1, opened_at, 'adjustment', period, project_id, key_id, member_id, cost_centre, end_user, tags, endpoint, model_asked, model_served,
    provider_id, credential_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -list_pico_usd / 2, -charged_pico_usd / 2, basis_points, confidence, 'ok', false, 0,
    'adj_' || md5(request_id), 0, request_id, attempt, opened_at, 'seed', 'Half of it given back'
  FROM (SELECT * FROM ledger WHERE kind = 'attempt' AND confidence = 'reported' AND sequence / 2 % $2::bigint = 0 ORDER BY sequence LIMIT $1) AS corrected`;

export async function seedLedger(client, { seed, rowCount, days, until, note = () => undefined }) {
  const counts = countsOf(rowCount);
  await client.query(hours, [until, days, counts.requests]);
  const { rows: months } = await client.query(`
    SELECT to_char(month, 'YYYY-MM-DD') AS name, month AT TIME ZONE 'UTC' AS from, (month + interval '1 month') AT TIME ZONE 'UTC' AS until
    FROM (SELECT DISTINCT date_trunc('month', hour AT TIME ZONE 'UTC') AS month FROM seed_hour) AS months ORDER BY month`);
  for (const { name } of months) await client.query('SELECT make_ledger_partition($1::date)', [name]);
  for (const { name, from, until: end } of months) {
    await client.query(rows(seed), [from, end, `seed${seed}-`]);
    note(name);
  }
  await client.query(adjustments, [counts.adjustments, Math.max(1, Math.floor(counts.requests / (counts.adjustments * 2)))]);
  await client.query('VACUUM ANALYZE ledger');
}
