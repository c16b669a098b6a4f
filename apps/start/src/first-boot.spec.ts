import { Database } from '#database/database';
import { KeyRepository } from '#database/keys';
import { connect } from '#database/session';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { firstBoot, firstProjectWithoutKey, mintForFirstProject } from './first-boot.js';

// The first suite of a run also brings the database server up, on a machine that may be busy with the others.
jest.setTimeout(60_000);

let fresh: FreshDatabase;
beforeAll(async () => { fresh = await freshDatabase(); });
afterAll(() => fresh.drop());

const now = new Date('2026-01-01T00:00:00Z');

test('of several first starts one makes the first project with its key, and later ones make nothing', async () => {
  const made = await Promise.all([1, 2, 3].map(() => firstBoot(fresh.url, now)));
  expect(made.filter(({ secret }) => secret !== undefined)).toHaveLength(1);
  const database = new Database(fresh.url);
  const keys = await new KeyRepository(database).loadAll();
  await database.close();
  expect(keys).toMatchObject([{ name: 'first key', limits: { requestsPerMinute: 1000 }, project: { name: 'default' } }]);
  await expect(firstBoot(fresh.url, now)).resolves.toEqual({ last4: keys[0].last4 });
});

test('a first project without a key is made once, and keeps a later start from making another', async () => {
  const other = await freshDatabase();
  await expect(Promise.all([1, 2].map(() => firstProjectWithoutKey(other.url, now)))).resolves.toEqual(expect.arrayContaining([true, false]));
  await expect(firstBoot(other.url, now)).resolves.toEqual({});
  await expect(mintForFirstProject(other.url, now)).resolves.toMatch(/^aip_live_/);
  await other.drop();
});

test('what a start and a command make is in the audit log, under their own name', async () => {
  await mintForFirstProject(fresh.url, now);
  const client = await connect(fresh.url);
  const { rows } = await client.query('SELECT action, author_kind, via FROM audit ORDER BY sequence');
  await client.end();
  expect(rows).toEqual([
    ...['tier.create', 'project.create', 'key.create'].map((action) => ({ action, author_kind: 'system', via: 'start' })),
    { action: 'key.create', author_kind: 'system', via: 'command' },
  ]);
});
