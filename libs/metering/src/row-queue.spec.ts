import { DatabaseError } from '#database/errors';
import type { LedgerRecord } from '#database/records';
import { ledgerRecord } from '../test/ledger-record.js';
import { RowQueue } from './row-queue.js';

const records = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => ledgerRecord(BigInt(from + index)));
const sequences = (rows: LedgerRecord[]) => rows.map(({ sequence }) => Number(sequence));
const span = (from: number, to: number) => sequences(records(from, to));

/** The far side of a queue: what was written, and how the next writes end. */
function farSide(answers: ((rows: LedgerRecord[]) => unknown)[] = [], most?: number) {
  const side = { batches: [] as number[][], outages: 0, unstorable: [] as number[], atOnce: 0, mostAtOnce: 0, dropped: 0 };
  const queue = new RowQueue<LedgerRecord>({
    async write(rows) {
      side.mostAtOnce = Math.max(side.mostAtOnce, side.atOnce += 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      side.atOnce -= 1;
      const error = answers.shift()?.(rows);
      if (error) throw error;
      side.batches.push(sequences(rows));
    },
    onOutage: () => { side.outages += 1; },
    onUnstorable: (record) => { side.unstorable.push(Number(record.sequence)); },
    ...(most !== undefined && { keep: { most, onDropped: () => { side.dropped += 1; } } }),
  });
  return { queue, side };
}
const sevenIsUnstorable = (rows: LedgerRecord[]) => rows.some(({ sequence }) => sequence === 7n) && new DatabaseError('unstorable', 'value out of range');
const away = () => new DatabaseError('unavailable', 'connection refused');

describe('RowQueue', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('writes what came within 200 ms as one batch, in order', async () => {
    const { queue, side } = farSide();
    for (const record of records(1, 3)) queue.push(record);
    await jest.advanceTimersByTimeAsync(199);
    expect(side.batches).toEqual([]);
    queue.push(ledgerRecord(4n));
    await jest.advanceTimersByTimeAsync(10);
    expect(side.batches).toEqual([[1, 2, 3, 4]]);
    expect(queue.length).toBe(0);
  });

  it('writes at once when a batch is full, never more than 500 rows together and never two batches at a time', async () => {
    const { queue, side } = farSide();
    for (const record of records(1, 1_200)) queue.push(record);
    await jest.advanceTimersByTimeAsync(20);
    expect(side.batches).toEqual([span(1, 500), span(501, 1_000)]);
    await jest.advanceTimersByTimeAsync(250);
    expect(side.batches[2]).toEqual(span(1_001, 1_200));
    expect(side.mostAtOnce).toBe(1);
  });

  it('repeats the same rows while Postgres is away, at growing distances, and loses none nor their order', async () => {
    const { queue, side } = farSide([away, away, away, away, away, away, away]);
    for (const record of records(1, 2)) queue.push(record);
    await jest.advanceTimersByTimeAsync(1_000);
    queue.push(ledgerRecord(3n));
    expect(side.batches).toEqual([]);
    expect(queue.length).toBe(3);
    await jest.advanceTimersByTimeAsync(10_000); // 200 + 400 + 800 + 1,600 + 2,000 + 2,000 + 2,000
    expect(side.batches).toEqual([[1, 2], [3]]);
    expect(side.outages).toBe(1);
  });

  it('takes out the one row that Postgres cannot store and writes all others in order', async () => {
    const { queue, side } = farSide(Array.from({ length: 20 }, () => sevenIsUnstorable));
    for (const record of records(1, 10)) queue.push(record);
    const drained = queue.drain();
    await jest.advanceTimersByTimeAsync(200);
    await drained;
    expect(side.unstorable).toEqual([7]);
    expect(side.batches.flat()).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10]);
  });

  it('keeps rows through a failure that nobody foresaw, rather than blaming a row for it', async () => {
    const { queue, side } = farSide([() => new TypeError('a defect of ours')]);
    queue.push(ledgerRecord(1n));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(side).toMatchObject({ batches: [[1]], unstorable: [], outages: 1 });
  });

  it('drains everything without waiting for a batch to fill, also what comes meanwhile and through an outage', async () => {
    const { queue, side } = farSide([away]);
    queue.push(ledgerRecord(1n));
    const drained = queue.drain();
    await jest.advanceTimersByTimeAsync(10);
    queue.push(ledgerRecord(2n));
    expect(queue.length).toBe(2);
    await jest.advanceTimersByTimeAsync(250);
    await drained;
    expect(side.batches).toEqual([[1], [2]]);
  });

  it('that may lose rows drops the oldest that wait, none of the batch under way, and says how many', async () => {
    const { queue, side } = farSide([away], 600);
    for (const record of records(1, 1_150)) queue.push(record);
    expect(side.dropped).toBe(50);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(side.batches.flat()).toEqual([...span(1, 500), ...span(551, 1_150)]);
  });

  it('has nothing to drain when nothing came', async () => {
    await expect(farSide().queue.drain()).resolves.toBeUndefined();
  });
});
