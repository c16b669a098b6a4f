import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { takeOneProxyLock } from './one-proxy-lock.js';
import { connect, locks } from './session.js';

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

test('a second process is refused, and told what it needs', async () => {
  const lock = await takeOneProxyLock(fresh.url, 'alone', 0);
  await expect(takeOneProxyLock(fresh.url, 'alone', 150)).rejects.toMatchObject({ kind: 'second-proxy', message: expect.stringContaining('REDIS_URL') });
  await lock.release();
});

test('processes that share their counters serve beside each other', async () => {
  const one = await takeOneProxyLock(fresh.url, 'together', 0);
  const another = takeOneProxyLock(fresh.url, 'together', 0);
  await expect(another.then((lock) => lock.release())).resolves.toBeUndefined();
  await one.release();
});

test('a process that counts for itself serves beside no other, whichever comes first', async () => {
  const shared = await takeOneProxyLock(fresh.url, 'together', 0);
  await expect(takeOneProxyLock(fresh.url, 'alone', 0)).rejects.toMatchObject({ kind: 'second-proxy', message: expect.stringContaining('A second one needs REDIS_URL') });
  await shared.release();
  const alone = await takeOneProxyLock(fresh.url, 'alone', 1000);
  await expect(takeOneProxyLock(fresh.url, 'together', 0)).rejects.toMatchObject({ kind: 'second-proxy', message: expect.stringContaining('the same REDIS_URL') });
  await alone.release();
});

test('a successor waits for the former process to leave', async () => {
  const former = await takeOneProxyLock(fresh.url, 'alone', 0);
  const successor = takeOneProxyLock(fresh.url, 'alone', 5000);
  await former.release();
  await expect(successor.then((lock) => lock.release())).resolves.toBeUndefined();
});

test('a lock that was lost with its connection is taken again', async () => {
  const lock = await takeOneProxyLock(fresh.url, 'alone', 0);
  const client = await connect(fresh.url);
  const holders = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${locks.proxy} AND granted`;
  const { rows: [first] } = await client.query(holders);
  await client.query('SELECT pg_terminate_backend($1)', [first.pid]);
  let pid: number | undefined;
  while (pid === undefined || pid === first.pid) pid = (await client.query(holders)).rows[0]?.pid;
  await lock.release();
  await client.end();
  await expect(takeOneProxyLock(fresh.url, 'alone', 1000).then((next) => next.release())).resolves.toBeUndefined();
});
