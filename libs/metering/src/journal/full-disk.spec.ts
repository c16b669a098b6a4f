import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptEnd, attemptFacts } from '../../test/attempt-facts.js';
import { farSide, type FarSide } from '../../test/far-side.js';
import { LedgerFullError, LedgerWriter } from '../ledger-writer.js';
import { Journal, type JournalSettings } from './journal.js';
import { replay } from './replay.js';

let root: string;
let side: FarSide;
let writer: LedgerWriter;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'disk-'));
  side = farSide();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** A disk of 1 MiB; where this user may mount none, files of which none may grow beyond 600 KiB. Gives what makes room again. */
function limitDisk(): () => void {
  if (succeeds('mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', root)) return () => { succeeds('umount', '-l', root); };
  const ignore = () => undefined;
  process.on('SIGXFSZ', ignore);
  const limit = (bytes: string) => succeeds('prlimit', `--pid=${process.pid}`, `--fsize=${bytes}:`);
  if (!limit('614400')) throw new Error('a small disk needs mount or prlimit');
  return () => {
    limit('unlimited');
    process.off('SIGXFSZ', ignore);
  };
}

async function onSmallDisk(whenFull: JournalSettings['whenFull'], work: () => Promise<void>): Promise<void> {
  const makeRoom = limitDisk();
  try {
    writer = new LedgerWriter(await Journal.start({ root, maxBytes: 2 ** 30, whenFull }, side));
    await work().finally(() => writer.close());
  } finally {
    makeRoom();
  }
}

function fill(): bigint[] {
  const opened: bigint[] = [];
  try {
    while (opened.length < 5_000) opened.push(writer.open(attemptFacts(`req_${opened.length}`)));
  } catch (error) {
    if (!(error instanceof LedgerFullError)) throw error;
  }
  return opened;
}

/** The reserve is tried once a second, and files are given up behind the drain's back; jest's own time limit ends a wait in vain. */
async function openWhenThereIsRoom(requestId: string): Promise<bigint> {
  const now = jest.spyOn(performance, 'now');
  try {
    for (let atMs = performance.now() + 1000; ; atMs += 1000) {
      now.mockReturnValue(atMs);
      try {
        return writer.open(attemptFacts(requestId));
      } catch (error) {
        if (!(error instanceof LedgerFullError)) throw error;
      }
      await new Promise(setImmediate);
    }
  } finally {
    now.mockRestore();
  }
}

/** As if the process died now: what another one would find. */
async function foundByTheNext() {
  const copy = mkdtempSync(join(tmpdir(), 'copy-'));
  const rows: string[] = [];
  cpSync(join(root, writer.processId), copy, { recursive: true });
  const { broken, missing } = await replay(copy, writer.processId, async (some) => {
    for (const { row } of some) rows.push('requestId' in row ? `${row.sequence} ${row.outcome}` : row.id);
  });
  rmSync(copy, { recursive: true });
  return { broken, missing, rows };
}

describe('a disk that is full', () => {
  it('refuses what would be opened, and has a whole line for all that was', () => onSmallDisk('refuse', async () => {
    const opened = fill();
    expect(opened.length).toBeGreaterThan(100);
    expect(opened.length).toBeLessThan(5_000);
    expect(side.warnings).toEqual([expect.stringMatching(/no room \((ENOSPC|EFBIG)\); requests are refused/)]);
    const { rows, ...others } = await foundByTheNext();
    expect(others).toEqual({ broken: 0, missing: [] });
    expect(rows).toEqual(opened.map((sequence) => `${sequence} interrupted`));
  }));

  it('settles all that was opened, on disk as far as the reserve goes, else in memory; every row arrives once', () => onSmallDisk('refuse', async () => {
    const opened = fill();
    for (const sequence of opened) {
      writer.settle(sequence, attemptEnd);
      if (Number(sequence) % 50 === 0) await new Promise(setImmediate);
    }
    await new Promise(setImmediate);
    const { rows, broken } = await foundByTheNext();
    expect(broken).toBe(0);
    expect(new Set(rows.map((row) => row.split(' ')[0])).size).toBe(opened.length);
    await writer.drain();
    expect(side.ids.toSorted()).toEqual(opened.map((_, index) => `req_${index}`).toSorted());
    expect(writer.counts()).toMatchObject({ waiting: 0, unprotected: 0, broken: 0, lost: 0 });
  }));

  it('is used again once Postgres has what filled it, even while an attempt of then is under way', () => onSmallDisk('refuse', async () => {
    const [long, ...opened] = fill();
    for (const sequence of opened) writer.settle(sequence, attemptEnd);
    await writer.drain();
    await expect(openWhenThereIsRoom('req_again')).resolves.toBe(BigInt(opened.length + 2));
    const { rows, broken } = await foundByTheNext();
    expect(broken).toBe(0);
    expect(rows).toEqual(expect.arrayContaining([`${long} interrupted`, `${opened.length + 2} interrupted`]));
    writer.settle(long, attemptEnd);
    await writer.drain();
    expect(new Set(side.ids).size).toBe(opened.length + 1);
  }));

  it('is no reason to refuse where calls are served all the same', () => onSmallDisk('serve', async () => {
    const opened = fill();
    expect(opened).toHaveLength(5_000);
    for (const sequence of opened) writer.settle(sequence, attemptEnd);
    await writer.drain();
    expect(new Set(side.ids).size).toBe(5_000);
    expect(writer.counts()).toMatchObject({ unprotected: 0, lost: 0 });
  }));
});
