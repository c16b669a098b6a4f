import { createServer, connect as dial, type AddressInfo, type Server, type Socket } from 'node:net';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { systemAuthor, type Change } from './change.js';
import { Database } from './database.js';
import { KeyRepository, type NewKey } from './keys.js';
import { ProjectRepository } from './projects.js';
import { Snapshot } from './snapshot.js';
import { TierRepository } from './tiers.js';

// The first suite of a run also brings the database server up, on a machine that may be busy with the others.
jest.setTimeout(60_000);

let fresh: FreshDatabase;
let admin: Database;
let keys: KeyRepository;
let projectId: string;
let road: Road;
let database: Database;
let snapshot: Snapshot;
let now = 1_000_000;

/** The way to Postgres, which can be closed: connections break and new ones are refused. */
class Road {
  private readonly sockets = new Set<Socket>();
  private server: Server;
  url: string;

  async open(url: string): Promise<this> {
    const { port, hostname } = new URL(url);
    this.server = createServer((socket) => {
      const far = dial(Number(port), hostname);
      for (const end of [socket, far]) this.sockets.add(end.on('error', () => undefined));
      socket.pipe(far).pipe(socket);
    });
    await new Promise<void>((ready) => this.server.listen(this.url ? Number(new URL(this.url).port) : 0, '127.0.0.1', ready));
    const here = new URL(url);
    here.port = `${(this.server.address() as AddressInfo).port}`;
    this.url = here.href;
    return this;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }
}

const change = <T>(work: (change: Change) => Promise<T>) => admin.change(systemAuthor('command'), new Date(), work);
let minted = 0;
const newKey = (): NewKey => {
  minted += 1;
  return { projectId, name: 'k', hash: `hash-${minted}`, last4: 'abcd', permissions: ['chat:write'] };
};
async function create() {
  const key = newKey();
  return { ...key, ...(await change((open) => keys.create(open, key))) };
}

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = new Database(fresh.url);
  keys = new KeyRepository(admin);
  projectId = await change(async (open) => {
    const { id: tierId } = await new TierRepository(admin).create(open, { name: 't', requestsPerMinute: 60, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null });
    return (await new ProjectRepository(admin).create(open, { name: 'p', tierId, costCentre: 'c1', basisPoints: 250, tags: { team: 'a' } })).id;
  });
});

afterAll(async () => {
  await admin.close();
  await fresh.drop();
});

beforeEach(async () => {
  road = await new Road().open(fresh.url);
  database = new Database(road.url);
  snapshot = new Snapshot(database, new KeyRepository(database), () => now);
});

afterEach(async () => {
  await snapshot.onApplicationShutdown();
  await database.close();
  await road.close();
});

test('a key is known by its hash with all that the gate needs, and without a question', async () => {
  const { hash } = await create();
  await snapshot.onModuleInit();
  await road.close();
  expect(snapshot.findKey(hash)).toMatchObject({
    hash, permissions: ['chat:write'], allowedModels: [], tags: {}, revokedAt: null,
    limits: { requestsPerMinute: 60, requestsPerDay: null }, modelLimits: [], allowedAddresses: [], previous: null,
    project: { id: projectId, costCentre: 'c1', basisPoints: 250, tags: { team: 'a' } },
  });
  await road.open(fresh.url);
});

test('a key revoked by another process is known to be within the next poll', async () => {
  const key = await create();
  await snapshot.onModuleInit();
  await change((open) => keys.revoke(open, key.id));
  const revoked = () => snapshot.findKey(key.hash)?.revokedAt != null;
  const begun = performance.now();
  while (!revoked() && performance.now() - begun < 1000) await new Promise(setImmediate);
  expect(revoked()).toBe(true);
});

test('after refresh a change holds in this process', async () => {
  await snapshot.onModuleInit();
  const key = await create();
  await snapshot.refresh();
  expect(snapshot.findKey(key.hash)?.id).toBe(key.id);
});

test('keys of an archived project are not known', async () => {
  const key = await create();
  await admin.ask((client) => client.project.update({ where: { id: projectId }, data: { archivedAt: new Date() } }));
  await snapshot.onModuleInit();
  expect(snapshot.findKey(key.hash)).toBeUndefined();
  await expect(snapshot.askForKey(key.hash, now)).resolves.toBeUndefined();
  await admin.ask((client) => client.project.update({ where: { id: projectId }, data: { archivedAt: null } }));
});

test('a key that memory does not know yet is asked for', async () => {
  await snapshot.onModuleInit();
  const key = await create();
  await expect(snapshot.askForKey(key.hash, now)).resolves.toMatchObject({ id: key.id });
});

test('a rotated key is known by both its secrets, as one key', async () => {
  const key = await create();
  const until = new Date(Date.now() + 60_000);
  await admin.ask((client) => client.apiKey.update({ where: { id: key.id }, data: { previousHash: 'hash-before', previousUntil: until } }));
  await snapshot.onModuleInit();
  expect(snapshot.findKey('hash-before')).toBe(snapshot.findKey(key.hash));
  expect(snapshot.findKey('hash-before')).toMatchObject({ id: key.id, previous: { hash: 'hash-before', until } });
});

test('a model is known by its aliases, too; none of them hides another model', async () => {
  const model = (id: string) => ({ id, type: 'chat', source: 'admin', createdAt: new Date() });
  await admin.ask(async (client) => {
    await client.model.createMany({ data: [model('m-1'), model('m-2')] });
    await client.alias.createMany({ data: [{ id: 'fast', modelId: 'm-1', source: 'admin' }, { id: 'm-2', modelId: 'm-1', source: 'admin' }] });
  });
  await snapshot.onModuleInit();
  const before = snapshot.models;
  expect([before.get('fast')?.id, before.get('m-1')?.aliases, before.get('m-2')?.id]).toEqual(['m-1', ['fast', 'm-2'], 'm-2']);
  await admin.ask((client) => client.alias.delete({ where: { id: 'fast' } }));
  await snapshot.refresh();
  expect([snapshot.models.has('fast'), snapshot.models === before]).toEqual([false, false]);
});

test('credentials in use are there, oldest first and sealed; a new list whenever something changed', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const credential = (id: string, createdAt: Date, some: object = {}) => ({ id, providerId: 'openai', name: id, secret: Buffer.from(`sealed ${id}`), createdAt, ...some });
  await admin.ask((client) => client.credential.createMany({ data: [
    credential('younger', at(2)), credential('older', at(1), { baseUrl: 'https://elsewhere.example' }),
    credential('disabled', at(0), { disabledAt: at(3) }), credential('removed', at(0), { removedAt: at(3), secret: null }),
  ] }));
  await snapshot.onModuleInit();
  const before = snapshot.credentials;
  expect(before.map(({ id, providerId, baseUrl, secret }) => [id, providerId, baseUrl, Buffer.from(secret ?? []).toString()])).toEqual([
    ['older', 'openai', 'https://elsewhere.example', 'sealed older'], ['younger', 'openai', null, 'sealed younger'],
  ]);
  await snapshot.refresh();
  expect(snapshot.credentials).toBe(before);
  await admin.ask((client) => client.credential.update({ where: { id: 'older' }, data: { disabledAt: at(4) } }));
  await snapshot.refresh();
  expect(snapshot.credentials.map(({ id }) => id)).toEqual(['younger']);
});

test('while Postgres is away known keys stay, with their age, and unknown ones are not called wrong', async () => {
  const key = await create();
  await snapshot.onModuleInit();
  expect(snapshot.ageMs(now)).toBe(0);
  await road.close();
  now += 60_000;
  await expect(snapshot.refresh()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(snapshot.findKey(key.hash)?.id).toBe(key.id);
  expect(snapshot.ageMs(now)).toBe(60_000);
  await expect(snapshot.askForKey('unknown', now)).rejects.toMatchObject({ kind: 'unavailable' });
  await road.open(fresh.url);
  await snapshot.refresh();
  expect(snapshot.ageMs(now)).toBe(0);
});

test('a start without Postgres does not fail; nothing is loaded until it is there', async () => {
  await road.close();
  await snapshot.onModuleInit();
  expect([snapshot.isLoaded, snapshot.ageMs(now)]).toEqual([false, Infinity]);
  await road.open(fresh.url);
  await snapshot.refresh();
  expect(snapshot.isLoaded).toBe(true);
});
