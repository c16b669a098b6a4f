import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { takeOneProxyLock } from './one-proxy-lock.js';
import { connect, locks } from './session.js';

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

test('a second process is refused, and told what it needs', async () => {
  const lock = await takeOneProxyLock(fresh.url, 0);
  await expect(takeOneProxyLock(fresh.url, 150)).rejects.toMatchObject({ kind: 'second-proxy', message: expect.stringContaining('REDIS_URL') });
  await lock.release();
});

test('a successor waits for the former process to leave', async () => {
  const former = await takeOneProxyLock(fresh.url, 0);
  const successor = takeOneProxyLock(fresh.url, 5000);
  await former.release();
  await expect(successor.then((lock) => lock.release())).resolves.toBeUndefined();
});

test('a lock that was lost with its connection is taken again', async () => {
  const lock = await takeOneProxyLock(fresh.url, 0);
  const client = await connect(fresh.url);
  const holders = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${locks.proxy} AND granted`;
  const { rows: [first] } = await client.query(holders);
  await client.query('SELECT pg_terminate_backend($1)', [first.pid]);
  let pid: number | undefined;
  while (pid === undefined || pid === first.pid) pid = (await client.query(holders)).rows[0]?.pid;
  await lock.release();
  await client.end();
  await expect(takeOneProxyLock(fresh.url, 1000).then((next) => next.release())).resolves.toBeUndefined();
});
