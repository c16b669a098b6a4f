import type { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import { KeyUseRepository } from './key-use.js';
import { connect } from './session.js';

let fresh: FreshDatabase;
let client: Client;
let database: Database;
let uses: KeyUseRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  client = await connect(fresh.url);
  database = new Database(fresh.url);
  uses = new KeyUseRepository(database);
  await client.query(`
    INSERT INTO tier (id, name) VALUES ('t', 't');
    INSERT INTO project (id, name, tier_id) VALUES ('p', 'p', 't');
    INSERT INTO api_key (id, project_id, name, hash, last4) SELECT 'k' || n, 'p', 'k', 'h' || n, 'last' FROM generate_series(1, 40) n;`);
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

const use = (keyId: string, second: number, address = '192.0.2.1') => ({ keyId, usedAt: new Date(second * 1000), address, client: 'curl/8' });
const stored = async (keyId: string) => (await client.query('SELECT used_at, address, client FROM key_use WHERE key_id = $1', [keyId])).rows;

test('the latest use stays, whoever writes last', async () => {
  await uses.recordMany([use('k1', 20)]);
  await uses.recordMany([use('k1', 10, '192.0.2.2')]);
  expect(await stored('k1')).toEqual([{ used_at: new Date(20_000), address: '192.0.2.1', client: 'curl/8' }]);
  await uses.recordMany([use('k1', 30, '192.0.2.3')]);
  expect(await stored('k1')).toMatchObject([{ used_at: new Date(30_000), address: '192.0.2.3' }]);
});

test('a key that is gone is skipped, the others are written', async () => {
  await uses.recordMany([use('gone', 1), use('k2', 1)]);
  expect([await stored('gone'), (await stored('k2')).length]).toEqual([[], 1]);
});

test('a use makes no new revision: nobody loads the configuration again for it', async () => {
  const revision = async () => (await client.query('SELECT number FROM revision')).rows[0].number as string;
  const before = await revision();
  await uses.recordMany([use('k3', 1)]);
  expect(await revision()).toBe(before);
});

test('two writers of the same keys in opposite orders never block each other', async () => {
  const all = Array.from({ length: 40 }, (_, index) => `k${index + 1}`);
  const rounds = Array.from({ length: 20 }, (_, round) => [all, all.toReversed()].map((ids) => uses.recordMany(ids.map((id) => use(id, 100 + round)))));
  await expect(Promise.all(rounds.flat())).resolves.toHaveLength(40);
});
