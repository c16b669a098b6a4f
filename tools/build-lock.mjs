// One build at a time: `npm start`, `npx aiproxy` and test suites may begin at the same moment, and none of them may run what
// another is still writing.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const pauseMs = 100;
// No build takes this long: whoever holds the lock is gone, whatever its process id says.
const staleAfterMs = 10 * 60_000;

/** Waits until nobody else holds the file `lock`, then does the work. */
export function alone(lock, work) {
  mkdirSync(dirname(lock), { recursive: true });
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release); // a build that fails ends the process
  work();
  release();
  process.off('exit', release);
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isStale(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isStale(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return (pid > 0 && !isRunning(pid)) || Date.now() - statSync(lock).mtimeMs > staleAfterMs;
  } catch {
    return false; // just released
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
