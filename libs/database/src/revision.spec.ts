import type { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { connect } from './session.js';

let fresh: FreshDatabase;
let client: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  client = await connect(fresh.url);
  await client.query(`
    INSERT INTO tier (id, name) VALUES ('t', 't');
    INSERT INTO project (id, name, tier_id) VALUES ('p', 'p', 't');
    INSERT INTO api_key (id, project_id, name, hash, last4) VALUES ('k', 'p', 'k', 'h', 'last');
    INSERT INTO model (id, type, source, created_at) VALUES ('m', 'chat', 'admin', now());
    INSERT INTO target (id, model_id, provider_id, upstream_model, source) VALUES ('g', 'm', 'sandbox', 'chat', 'admin');
    INSERT INTO price_version (id, target_id, valid_from, source) VALUES ('v', 'g', now(), 'admin');
    INSERT INTO credential (id, provider_id, name) VALUES ('c', 'sandbox', 'c');`);
});

afterAll(async () => {
  await client.end();
  await fresh.drop();
});

const revision = async () => Number((await client.query('SELECT number FROM revision')).rows[0].number);

const changes: [string, string][] = [
  ['settings', "UPDATE settings SET currency = 'EUR'"],
  ['tier', "UPDATE tier SET requests_per_minute = 1"],
  ['project', "UPDATE project SET basis_points = 100"],
  ['api_key', "UPDATE api_key SET revoked_at = now()"],
  ['model', "UPDATE model SET retired_at = now()"],
  ['target', "UPDATE target SET priority = 1"],
  ['credential', "UPDATE credential SET disabled_at = now()"],
  ['alias', "INSERT INTO alias (id, model_id, source) VALUES ('a', 'm', 'admin')"],
  ['price_version', "INSERT INTO price_version (id, target_id, valid_from, source) VALUES ('w', 'g', now(), 'admin')"],
  ['price_unit', "INSERT INTO price_unit (price_version_id, bucket, pico_usd) VALUES ('v', 'inputText', 5)"],
  ['drill', "INSERT INTO drill (id, project_id, provider_id, effect, share, reason, starts_at, ends_at, created_by) VALUES ('d', 'p', 'sandbox', 'down', 1, 'r', now(), now() + interval '1 hour', 'n')"],
  ['budget', `INSERT INTO budget (id, name, scope, value, project_id, "window", cap_pico_usd, mode) VALUES ('b', 'b', 'project', 'p', 'p', 'month', 1, 'hard')`],
  ['budget_raise', "INSERT INTO budget_raise (id, budget_id, amount_pico_usd, until, reason, created_by) VALUES ('r', 'b', 1, now(), 'r', 'n')"],
  ['api_key', "DELETE FROM api_key"],
];

test.each(changes)('a change of %s makes a new revision and tells it', async (_, statement) => {
  const before = await revision();
  const told = new Promise((resolve) => client.once('notification', resolve));
  await client.query('LISTEN revision');
  await client.query(statement);
  await told;
  await expect(revision()).resolves.toBe(before + 1);
});

test('a change that is rolled back leaves no new revision', async () => {
  const before = await revision();
  await client.query('BEGIN');
  await client.query("UPDATE tier SET requests_per_minute = 7");
  await client.query('ROLLBACK');
  await expect(revision()).resolves.toBe(before);
});

test.each(["UPDATE price_unit SET pico_usd = 6", "UPDATE price_version SET source = 'x'", 'DELETE FROM price_unit', 'TRUNCATE price_version CASCADE'])(
  'a price that the ledger may have used is never changed: %s', async (statement) => {
    await expect(client.query(statement)).rejects.toThrow('append-only');
  });
