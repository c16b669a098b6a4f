import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { systemAuthor, type Change } from './change.js';
import { Database } from './database.js';
import { KeyRepository } from './keys.js';
import { ProjectRepository } from './projects.js';
import { connect } from './session.js';
import { TierRepository } from './tiers.js';

// The first suite of a run also brings the database server up, on a machine that may be busy with the others.
jest.setTimeout(60_000);

let fresh: FreshDatabase;
let database: Database;
const tier = { name: 'standard', requestsPerMinute: 1000, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };
const change = <T>(work: (change: Change) => Promise<T>, at = new Date()) => database.change(systemAuthor('command'), at, work);
const key = (hash: string) => ({ name: 'k', hash, last4: 'abcd', permissions: ['chat:write'] });

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

async function asked(change: (url: URL) => void): Promise<unknown> {
  const url = new URL(fresh.url);
  change(url);
  const other = new Database(url.href);
  return new TierRepository(other).findByName('x').catch((error: unknown) => error).finally(() => other.close());
}

test('failures are told by kind: not there, not let in, taken', async () => {
  expect(await asked((url) => (url.port = '1'))).toMatchObject({ kind: 'unavailable' });
  expect(await asked((url) => (url.password = 'wrong'))).toMatchObject({ kind: 'rejected' });
  const tiers = new TierRepository(database);
  const create = () => change((open) => tiers.create(open, tier));
  await create();
  await expect(create()).rejects.toMatchObject({ kind: 'conflict' });
});

test('a connection that is cut in the middle of a question is an outage, and the next question is answered', async () => {
  const question = database.ask((client) => client.$queryRaw`SELECT pg_sleep(60)`);
  const client = await connect(fresh.url);
  const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()";
  while ((await client.query(cut)).rowCount === 0);
  await client.end();
  await expect(question).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(new TierRepository(database).findByName('x')).resolves.toBeUndefined();
});

test('what a transaction did is undone when it fails', async () => {
  await expect(database.inTransaction(async (client) => {
    await client.tier.create({ data: tier });
    throw new Error('changed its mind');
  })).rejects.toThrow('changed its mind');
  await expect(new TierRepository(database).findByName('standard')).resolves.toBeUndefined();
});

test('changes that wait for another one take no connection from whoever reads meanwhile', async () => {
  const tiers = new TierRepository(database);
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => { goOn = resolve; });
  const first = change(() => held);
  const others = Array.from({ length: 30 }, (_, index) => change((open) => tiers.create(open, { ...tier, name: `tier ${index}` })));
  await expect(tiers.findByName('tier 0')).resolves.toBeUndefined();
  goOn();
  await Promise.all([first, ...others]);
  await expect(tiers.findByName('tier 29')).resolves.toMatchObject({ version: 1 });
});

test('a change that fails keeps none of those after it from being made', async () => {
  const tiers = new TierRepository(database);
  const made = [change(() => Promise.reject(new Error('changed its mind'))), change((open) => tiers.create(open, tier))];
  await expect(Promise.allSettled(made)).resolves.toMatchObject([{ status: 'rejected' }, { status: 'fulfilled' }]);
});

test('a revoked key keeps the time of its first revocation', async () => {
  const keys = new KeyRepository(database);
  const { id } = await change(async (open) => {
    const { id: tierId } = await new TierRepository(database).create(open, tier);
    const { id: projectId } = await new ProjectRepository(database).create(open, { name: 'p', tierId });
    return keys.create(open, { ...key('h'), projectId });
  });
  for (const at of [new Date(1000), new Date(2000)]) await change((open) => keys.revoke(open, id), at);
  await expect(keys.findByHash('h')).resolves.toMatchObject({ revokedAt: new Date(1000) });
});
