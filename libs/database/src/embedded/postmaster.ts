// Is there already a server of ours? Told by pid and port in our own data directory's postmaster.pid, and proved by signing in
// with our own password: never by a ping, which any other Postgres would answer.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseError } from '../errors.js';
import { connect } from '../session.js';

const answersWithinMs = 15_000;

/**
 * The port of the server that runs on this data directory (an orphan of a killed process, or another process's), once it
 * answers; undefined when there is none. A pid file whose pid now belongs to some other program is removed.
 */
export async function findRunningServer(data: string, urlAt: (port: number) => string): Promise<number | undefined> {
  const lastTry = performance.now() + answersWithinMs;
  for (;;) {
    const server = readPostmaster(data);
    if (!server) return undefined;
    if (!isPostgres(server.pid)) {
      rmSync(join(data, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (await servesFrom(data, urlAt(server.port))) return server.port;
    if (performance.now() >= lastTry) {
      throw new DatabaseError('embedded', `A Postgres (process ${server.pid}) holds ${data}, but does not let us in. Stop that process and start again.`);
    }
    await new Promise((done) => setTimeout(done, 100)); // recovering, or stopping
  }
}

/** Line 1 is the pid, line 4 the port; undefined when there is no complete file or no such process. */
function readPostmaster(data: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 && isAlive(pid) ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Pids are given out anew (in a restarted container at once), and a process that nobody reaped keeps its pid. */
function isPostgres(pid: number): boolean {
  if (process.platform === 'win32') return true;
  try {
    const [state, command] = execFileSync('ps', ['-o', 'stat=,comm=', '-p', `${pid}`], { encoding: 'utf8' }).trim().split(/\s+/, 2);
    return !state.startsWith('Z') && /postgres/.test(command);
  } catch {
    return readCommandLine(pid).includes('postgres'); // small images come without ps
  }
}

function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); // empty for a process that nobody reaped
  } catch {
    return '';
  }
}

async function servesFrom(data: string, url: string): Promise<boolean> {
  try {
    const client = await connect(url);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory').finally(() => client.end());
    return resolve(rows[0].data_directory) === resolve(data);
  } catch {
    return false;
  }
}
