import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../session.js';
import { joinEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

jest.setTimeout(30_000);

const root = mkdtempSync(join(tmpdir(), 'aiproxy-embedded-'));
const dataDirectory = join(root, 'data');
let running: EmbeddedPostgres[] = [];

beforeAll(() => chmodSync(root, 0o755));
afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.stop().catch(() => undefined)));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function start(directory = dataDirectory): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(directory);
  running.push(postgres);
  return postgres;
}

async function query(postgres: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
  const url = new URL(postgres.url);
  url.pathname = '/postgres';
  const client = await connect(url.href);
  return (await client.query(sql).finally(() => client.end())).rows;
}

const postmaster = (data: string) => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

test('it listens on 127.0.0.1 alone, with a password that only its owner can read', async () => {
  const postgres = await start();
  expect(await query(postgres, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect(await query(postgres, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  expect(await query(postgres, "SELECT pg_encoding_to_char(encoding) AS encoding, datcollate FROM pg_database WHERE datname = 'postgres'")).toEqual([{ encoding: 'UTF8', datcollate: 'C.UTF-8' }]);
  expect(statSync(join(dataDirectory, 'postgres-password')).mode & 0o777).toBe(0o600);
  const stranger = new URL(postgres.url);
  stranger.pathname = '/postgres';
  stranger.password = 'guessed';
  await expect(connect(stranger.href)).rejects.toMatchObject({ kind: 'rejected' });
});

test('what was written is there after a stop and a start', async () => {
  const first = await start();
  await query(first, 'CREATE TABLE kept AS SELECT 1 AS value');
  await first.stop();
  await expect(connect(first.url)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await query(await start(), 'SELECT * FROM kept')).toEqual([{ value: 1 }]);
});

test('a killed server is started again and has every row that was committed', async () => {
  const first = await start();
  await query(first, 'CREATE TABLE survived AS SELECT 1 AS value');
  process.kill(postmaster(first.data), 'SIGKILL');
  expect(await query(await start(), 'SELECT * FROM survived')).toEqual([{ value: 1 }]);
});

test('a second owner is refused and the first one keeps its server', async () => {
  const first = await start();
  await expect(startEmbeddedPostgres(dataDirectory)).rejects.toMatchObject({ kind: 'embedded', message: expect.stringContaining('already runs') });
  expect(await query(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a command joins the running server and leaves it running; without one it starts and stops its own', async () => {
  const owner = await start();
  const joined = await joinEmbeddedPostgres(dataDirectory);
  expect(joined.url).toBe(owner.url);
  await joined.stop();
  expect(await query(owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await owner.stop();
  const alone = await joinEmbeddedPostgres(dataDirectory);
  expect(await query(alone, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await alone.stop();
  await expect(connect(alone.url)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a pid file left behind, whose pid is some other program by now, does not keep it from starting', async () => {
  const first = await start();
  await first.stop();
  const lines = [process.pid, first.data, 1, new URL(first.url).port, '', '127.0.0.1', '', 'ready'];
  writeFileSync(join(first.data, 'postmaster.pid'), `${lines.join('\n')}\n`);
  expect(await query(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('in a directory closed to others it works too: in place as ourselves, elsewhere when root has to become somebody else', async () => {
  const closed = join(root, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const postgres = await start(join(closed, 'data'));
  expect(await query(postgres, 'SHOW data_directory')).toEqual([{ data_directory: postgres.data }]);
  const isRoot = process.getuid?.() === 0;
  expect(postgres.data.startsWith(isRoot ? '/var/lib/aiproxy/' : closed)).toBe(true);
  if (isRoot) {
    await postgres.stop();
    rmSync(join(postgres.data, '..'), { recursive: true });
  }
});

test('a directory that cannot be written is told by name, with what to do', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  await expect(startEmbeddedPostgres(join(file, 'data'))).rejects.toMatchObject({ kind: 'embedded', message: expect.stringMatching(/file\/data cannot be written .*DATA_DIR/) });
});
