import { DatabaseError } from '#database/errors';
import { farSide, numberOf } from '../../test/far-side.js';
import { ledgerRecord } from '../../test/ledger-record.js';
import type { RowEntry } from './entries.js';
import { writeRows } from './write-rows.js';

const rows = (from: number, to: number): RowEntry[] => Array.from({ length: to - from + 1 }, (_, index) => ({ kind: 'settled', row: ledgerRecord(BigInt(from + index)) }));
const sevenIsUnstorable = (some: RowEntry[]) => some.some((row) => numberOf(row) === 7) && new DatabaseError('unstorable', 'value out of range');
const away = () => new DatabaseError('unavailable', 'connection refused');
const never = new AbortController().signal;

describe('rows on their way to Postgres', () => {

  it('are repeated, the same ones, while it is away, and that is told once', async () => {
    const side = farSide([away, away]);
    await expect(writeRows(side, rows(1, 2), never)).resolves.toBe(2);
    expect(side).toMatchObject({ batches: [[1, 2]], outages: 1 });
  });

  it('are all written but the one that it cannot store', async () => {
    const side = farSide(Array.from({ length: 20 }, () => sevenIsUnstorable));
    await expect(writeRows(side, rows(1, 10), never)).resolves.toBe(9);
    expect(side.unstorable).toEqual([7]);
    expect(side.batches.flat()).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10]);
  });

  it('are kept through a failure that nobody foresaw, rather than blaming a row for it', async () => {
    const side = farSide([() => new TypeError('a defect of ours')]);
    await writeRows(side, rows(1, 1), never);
    expect(side).toMatchObject({ batches: [[1]], unstorable: [], outages: 1 });
  });

  it('are given up only by a stop, even while they wait for the next try', async () => {
    const stop = new AbortController();
    const side = farSide(Array.from({ length: 99 }, () => away));
    const written = writeRows({ ...side, onOutage: () => stop.abort() }, rows(1, 1), stop.signal);
    await expect(written).rejects.toThrow('aborted');
    expect(side.batches).toEqual([]);
  });

  it('are none when none are given', async () => {
    await expect(writeRows(farSide(), [], never)).resolves.toBe(0);
  });
});
