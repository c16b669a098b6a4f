import { emptyDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { migrate } from './migrate.js';
import { connect } from './session.js';

let fresh: FreshDatabase;

beforeEach(async () => {
  fresh = await emptyDatabase();
});
afterEach(() => fresh.drop());

async function query(sql: string) {
  const client = await connect(fresh.url);
  return client.query(sql).finally(() => client.end());
}

test('of several processes that start at once each migration is applied by one', async () => {
  const applied = await Promise.all([1, 2, 3].map(() => migrate(fresh.url)));
  expect(applied.filter(({ length }) => length > 0)).toHaveLength(1);
  const { rows } = await query('SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at');
  expect(rows.map(({ name }) => name)).toEqual(applied.flat());
});

test('a second start applies nothing', async () => {
  await expect(migrate(fresh.url)).resolves.not.toHaveLength(0);
  await expect(migrate(fresh.url)).resolves.toEqual([]);
});

test('a database that does not exist yet is made', async () => {
  await fresh.drop();
  await migrate(fresh.url);
  expect((await query('SELECT number FROM revision')).rows).toHaveLength(1);
});

test('a migration that fails is told in one line by its name, again at the next start', async () => {
  await query("CREATE FUNCTION bump_revision() RETURNS int LANGUAGE sql AS 'SELECT 1'");
  const name = '20261124190000_configuration_and_its_revision';
  await expect(migrate(fresh.url)).rejects.toMatchObject({
    kind: 'migration', message: `The migration ${name} cannot be applied: function "bump_revision" already exists with same argument types`,
  });
  await expect(migrate(fresh.url)).rejects.toMatchObject({ kind: 'migration', message: expect.stringContaining(`${name} failed at an earlier start`) });
});

test('a database with somebody else\'s tables is left alone', async () => {
  await query('CREATE TABLE tier (id int)');
  await expect(migrate(fresh.url)).rejects.toMatchObject({ kind: 'migration', message: expect.stringContaining('not of AIProxy') });
});

test('a server that is not there and a password that is wrong are told apart, and neither shows the password', async () => {
  const wrongPassword = new URL(fresh.url);
  wrongPassword.password = 'not-the-password';
  const noServer = new URL(fresh.url);
  noServer.port = '1';
  await expect(migrate(wrongPassword.href)).rejects.toMatchObject({ kind: 'rejected', message: expect.not.stringContaining('not-the-password') });
  await expect(migrate(noServer.href)).rejects.toMatchObject({ kind: 'unavailable', message: expect.not.stringContaining(noServer.password) });
});
