// The embedded Postgres server itself: made once by initdb, started on a free port of 127.0.0.1, adopted when it already
// runs, stopped by pg_ctl. Who may stop it is decided one floor up, in embedded-postgres.ts.
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync, appendFileSync, chownSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseError } from '../errors.js';
import { runProgram, type ProgramRun } from './binaries.js';
import { choosePlace, makeServerDirectory, type Place } from './place.js';
import { findRunningServer } from './postmaster.js';
import { readOrMakeSecret } from './secret-file.js';

const startsWithinMs = 5000;

export interface Server {
  /** Its URL with the password, for one of its databases. */
  urlOf(database: string): string;
  /** Where its data lies. */
  data: string;
  /** Waits until every connection is closed and all is on disk. */
  stop(): Promise<void>;
}

/** Brings the server of `dataDirectory` up, whoever started it. `settings` are lines of postgresql.conf, written at its making. */
export async function bringUpServer(dataDirectory: string, settings: string[] = []): Promise<Server> {
  const place = choosePlace(resolve(dataDirectory));
  const password = readOrMakeSecret(join(dataDirectory, 'postgres-password'));
  const urlAt = (port: number, database = 'postgres') => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  if (!existsSync(join(place.data, 'PG_VERSION'))) await makeCluster(place, password, settings);
  const run = { binaries: place.binaries, account: place.account, cwd: place.data };
  const port = await adoptOrStart(place, run, urlAt);
  return {
    urlOf: (database) => urlAt(port, database),
    data: place.data,
    stop: async () => void (await runProgram(run, 'pg_ctl', ['stop', '-D', place.data, '-m', 'fast', '-w', '-t', '30'])),
  };
}

/** Made beside its place and moved in when complete: a kill in between leaves no half cluster, and of two makers one wins. */
async function makeCluster(place: Place, password: string, settings: string[]): Promise<void> {
  const making = `${place.data}.making-${process.pid}`;
  const secrets = mkdtempSync(join(tmpdir(), 'aiproxy-'));
  try {
    rmSync(making, { recursive: true, force: true });
    makeServerDirectory(making, place.account);
    const passwordFile = join(secrets, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (place.account) for (const path of [secrets, passwordFile]) chownSync(path, place.account.uid, place.account.gid);
    await runProgram({ ...place, cwd: making }, 'initdb', [
      '-D', making, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C.UTF-8',
    ]);
    const fixed = ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", ...settings];
    appendFileSync(join(making, 'postgresql.conf'), `\n${fixed.join('\n')}\n`);
    renameSync(making, place.data);
  } catch (error) {
    if (!existsSync(join(place.data, 'PG_VERSION'))) throw error; // else another process made it meanwhile
  } finally {
    for (const path of [secrets, making]) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * A start can fail for passing reasons: somebody took the port, another process started the same server, or the children of a
 * killed server are still leaving.
 */
async function adoptOrStart(place: Place, run: ProgramRun, urlAt: (port: number) => string): Promise<number> {
  const lastTry = performance.now() + startsWithinMs;
  for (;;) {
    const running = await findRunningServer(place.data, urlAt);
    if (running !== undefined) return running;
    const port = await freePort();
    const log = join(place.data, 'server.log');
    try {
      await runProgram(run, 'pg_ctl', ['start', '-D', place.data, '-w', '-t', '60', '-l', log, '-o', `-p ${port}`]);
      return port;
    } catch (cause) {
      if (performance.now() >= lastTry) throw new DatabaseError('embedded', `The embedded Postgres does not start: ${lastFatal(log) ?? (cause as Error).message} (see ${log})`, { cause });
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}

function lastFatal(log: string): string | undefined {
  if (!existsSync(dirname(log)) || !existsSync(log)) return undefined;
  return readFileSync(log, 'utf8').split('\n').findLast((line) => line.includes('FATAL:'))?.replace(/^.*FATAL:\s*/, '');
}
