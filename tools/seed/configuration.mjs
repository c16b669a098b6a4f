// Who spends and on what, in a year of synthetic usage: 50 projects, 500 keys of 120 members, 40 models of 8 providers. As temporary tables
// for the rows of the ledger to be drawn from, and as the rows that give their ids names. The keys open nothing: their hashes are of no secret.

/** A number from 0 to 1 that is the same at every run: by the row it is for, and what it decides. */
export const chance = (row, of, seed) => `((hashint8extended(${row}, ${seed * 1000 + of}) & 1099511627775)::float8 / 1099511627776)`;

const providers = ['openai', 'anthropic', 'google', 'mistral', 'deepseek', 'groq', 'together', 'openrouter'];
const texts = (values) => `ARRAY[${values.map((value) => `'${value}'`).join(', ')}]`;
const family = (provider) => (['groq', 'together', 'openrouter'].includes(provider) ? `${provider}/seed` : `${provider}-seed`);

/** Temporary tables, numbered from 0. Of every provider's five models one is for embeddings, and one of two providers' for completions. */
const draws = (seed) => `
  CREATE TEMP TABLE seed_project AS
    SELECT n, 'seed-project-' || n AS id, CASE WHEN n % 9 < 8 THEN 'cost-centre-' || n % 12 END AS cost_centre, (ARRAY[0, 0, 1000, -500, 2500])[n % 5 + 1] AS basis_points
    FROM generate_series(0, 49) AS n;
  CREATE TEMP TABLE seed_model AS
    SELECT n, provider, family || '-' || n AS id, n / 8 AS size, CASE WHEN n / 8 = 4 THEN 'embeddings' WHEN n / 8 = 3 AND n % 8 < 2 THEN 'completions' ELSE 'chat' END AS endpoint,
      50000 * (1 + n % 7) * (5 - n / 8) AS input_price, CASE WHEN n / 8 = 4 THEN 0 ELSE 200000 * (1 + n % 7) * (5 - n / 8) END AS output_price, 1 + n % 8 % 3 AS credentials
    FROM generate_series(0, 39) AS n CROSS JOIN LATERAL (SELECT (${texts(providers)})[n % 8 + 1] AS provider, (${texts(providers.map(family))})[n % 8 + 1] AS family) AS made;
  CREATE TEMP TABLE seed_key AS
    SELECT n, 'seed-key-' || n AS id, CASE WHEN n < 50 THEN n ELSE floor(50 ^ ${chance('n', 1, seed)})::int - 1 END AS project, 'seed-member-' || n % 120 AS owner,
      1 + floor(6 * ${chance('n', 2, seed)})::int AS models, floor(40 * ${chance('n', 3, seed)})::int AS first_model, (ARRAY['search', 'support', 'research', 'platform', 'growth', 'finance'])[n % 6 + 1] AS team
    FROM generate_series(0, 499) AS n`;

/** $1: since when all of it exists. */
const named = [
  `INSERT INTO tier (id, name, created_at) VALUES ('seed-tier', 'Seeded', $1)`,
  `INSERT INTO project (id, name, tier_id, cost_centre, basis_points, created_at) SELECT id, 'Project ' || n, 'seed-tier', cost_centre, basis_points, $1 FROM seed_project`,
  `INSERT INTO member (id, email, name, role, created_at, recovery_codes) SELECT 'seed-member-' || n, 'member-' || n || '@example.com', 'Member ' || n, CASE n WHEN 0 THEN 'finance' END, $1, '{}' FROM generate_series(0, 119) AS n`,
  `INSERT INTO api_key (id, project_id, name, hash, last4, permissions, allowed_models, denied_models, allowed_providers, denied_providers, allowed_addresses, owner_id, created_at)
    SELECT id, 'seed-project-' || project, 'Key ' || n, 'seed-' || n, 'seed', '{}', '{}', '{}', '{}', '{}', '{}', owner, $1 FROM seed_key`,
  `INSERT INTO credential (id, provider_id, name, created_at, removed_at) SELECT DISTINCT 'seed-' || provider || '-' || number, provider, 'Seeded ' || number, $1::timestamptz, $1::timestamptz FROM seed_model, generate_series(1, credentials) AS number`,
  `INSERT INTO model (id, type, capabilities, source, created_at) SELECT id, CASE endpoint WHEN 'embeddings' THEN 'embedding' ELSE 'chat' END, '{}', 'admin', $1 FROM seed_model`,
];

export async function seedConfiguration(client, { seed, since }) {
  await client.query(draws(seed));
  for (const statement of named) await client.query(statement, [since]);
}
