// Where the embedded server's data and programs lie: in the installation's own data directory, unless we are root and the
// server's user cannot enter it (a checkout under /root): then under /var/lib/aiproxy, with a copy of the programs.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseError } from '../errors.js';
import { serverAccount, type Account } from './account.js';
import { findBinaries } from './binaries.js';

const elsewhere = '/var/lib/aiproxy';

export interface Place {
  /** The cluster's directory (PGDATA); not there before the first start. */
  data: string;
  /** The directory with bin/, lib/ and share/. */
  binaries: string;
  /** As whom the server runs; undefined: as ourselves. */
  account: Account | undefined;
}

/** Makes `dataDirectory` when it is not there. Throws `embedded` when it may not be written. */
export function choosePlace(dataDirectory: string): Place {
  const near = join(dataDirectory, 'postgres');
  const instanceFile = join(dataDirectory, 'instance');
  const account = serverAccount(existsSync(instanceFile) ? [near, dataOf(instanceFile)] : [near]);
  // As root others may pass through (not list): the server's user has to reach his own directory inside.
  makeWritable(dataDirectory, account ? 0o711 : 0o700);
  const packaged = findBinaries();
  if (!account || canEnter(account, dataDirectory, packaged.path)) return { data: near, binaries: packaged.path, account };
  // The name is random and kept in the data directory, so that an empty data directory is always a first boot.
  if (!existsSync(instanceFile)) writeFileSync(instanceFile, randomBytes(8).toString('hex'), { flag: 'wx' });
  const data = dataOf(instanceFile);
  mkdirSync(dirname(data), { recursive: true, mode: 0o755 });
  return { data, binaries: copyBinaries(packaged, dirname(data)), account };
}

/** An empty directory of the server's user. */
export function makeServerDirectory(path: string, account: Account | undefined): void {
  mkdirSync(path, { mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}

function makeWritable(dataDirectory: string, mode: number): void {
  const probe = join(dataDirectory, `.write-${process.pid}`);
  try {
    mkdirSync(dataDirectory, { recursive: true, mode });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new DatabaseError('embedded', `The data directory ${dataDirectory} cannot be written (${code}). Give this user the right to, or set DATA_DIR to another directory, or DATABASE_URL.`, { cause });
  }
}

function canEnter(account: Account, dataDirectory: string, binaries: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$1" && "$2/bin/postgres" --version', 'sh', dataDirectory, binaries], { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function dataOf(instanceFile: string): string {
  return join(elsewhere, readFileSync(instanceFile, 'utf8').trim(), 'postgres');
}

function copyBinaries(packaged: { path: string; version: string }, instance: string): string {
  const target = join(instance, `programs-${packaged.version}`);
  if (existsSync(target)) return target;
  const copy = `${target}.${process.pid}`; // renamed when complete: a half copy is never used
  rmSync(copy, { recursive: true, force: true });
  cpSync(packaged.path, copy, { recursive: true, verbatimSymlinks: true });
  renameSync(copy, target);
  return target;
}
