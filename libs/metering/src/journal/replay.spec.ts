import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFacts } from '../../test/attempt-facts.js';
import { ledgerRecord } from '../../test/ledger-record.js';
import { requestRecord } from '../../test/request-record.js';
import { renderEntry, type Entry, type RowEntry } from './entries.js';
import { renderLine } from './line.js';
import { replay } from './replay.js';

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'replay-')); });
afterEach(() => rmSync(directory, { recursive: true }));

const opened = (sequence: bigint, more: object = {}): Entry => ({ kind: 'opened', sequence, facts: attemptFacts(`req_${sequence}`), likelyOutputTokens: 40, ...more });
const settled = (sequence: bigint): Entry => ({ kind: 'settled', row: ledgerRecord(sequence) });
const request = (sequence: bigint): Entry => ({ kind: 'request', row: requestRecord(`req_${sequence}`) });
const text = (...entries: Entry[]) => entries.map((entry) => renderLine(renderEntry(entry))).join('');

async function replayed(...files: (string | Buffer)[]) {
  files.forEach((file, index) => writeFileSync(join(directory, `0000000${index}.log`), file));
  const rows: RowEntry[] = [];
  const batches: number[] = [];
  const result = await replay(directory, 'dead', async (some) => {
    rows.push(...some);
    batches.push(some.length);
  });
  const told = rows.map((entry) => (entry.kind === 'request' ? `request ${entry.row.id}` : `${entry.row.sequence} ${entry.row.outcome}`));
  return { ...result, rows, told, batches };
}

describe('the journal of a dead process', () => {
  it('gives its rows as they stand, and what nobody settled as an estimate', async () => {
    const { told, rows, ...result } = await replayed(text(opened(1n), opened(2n), settled(1n), request(1n)), text(opened(3n), settled(3n)));
    expect(told).toEqual(['1 ok', 'request req_1', '3 ok', '2 interrupted']);
    expect(rows[0]).toEqual(settled(1n));
    expect(rows[3]).toMatchObject({ kind: 'settled', row: { requestId: 'req_2', processId: 'dead', sequence: 2n, confidence: 'estimated', final: true, usage: { inputText: 25, outputText: 40 } } });
    expect(result).toMatchObject({ broken: 0, missing: [], since: new Date('2026-11-24T12:00:00Z') });
  });

  it.each([[{ maxTokens: 30 }, 30], [{ modelMaxOutputTokens: 20 }, 20], [{ maxTokens: 30, modelMaxOutputTokens: 20, choices: 2 }, 40]])('is never booked beyond what could have been billed: %p', async (bounds, expected) => {
    const facts = attemptFacts('req_1', { bounds: { requestBytes: 100, maxTokens: null, modelMaxOutputTokens: null, contextWindow: 10, ...bounds } });
    const { rows } = await replayed(text({ kind: 'opened', sequence: 1n, facts, likelyOutputTokens: 1_000_000 }));
    expect(rows[0]).toMatchObject({ row: { usage: { inputText: 10, outputText: expected } } });
  });

  it('that ends in a torn line, at whichever byte, gives all before it and the estimate of what the line would have settled', async () => {
    const before = text(opened(1n), opened(2n), settled(1n));
    const last = Buffer.from(text(settled(2n)));
    for (let length = 0; length < last.length - 1; length += 1) {
      const { told, broken } = await replayed(Buffer.concat([Buffer.from(before), last.subarray(0, length)]));
      expect({ told, broken }).toEqual({ told: ['1 ok', '2 interrupted'], broken: 0 });
    }
    expect((await replayed(before + last.toString().slice(0, -1))).told).toEqual(['1 ok', '2 ok']); // only its end is missing
  });

  it('that ends in a torn opening gives nothing for it: that call never went out', async () => {
    const { told, missing } = await replayed(text(opened(1n)) + text(opened(2n)).slice(0, -5));
    expect({ told, missing }).toEqual({ told: ['1 interrupted'], missing: [] });
  });

  it('with a damaged line gives all others, an estimate for the one, and says how many are damaged', async () => {
    const damaged = text(settled(1n)).replace('"ok"', '"ko"');
    const { told, broken } = await replayed(text(opened(1n), opened(2n)) + damaged + text(settled(2n)));
    expect({ told, broken }).toEqual({ told: ['2 ok', '1 interrupted'], broken: 1 });
  });

  it('names the numbers that have no line, and counts no line twice that was carried over', async () => {
    const { missing, told } = await replayed(text(opened(3n), opened(7n), opened(3n, { carried: true }), settled(5n), settled(7n)));
    expect(missing).toEqual([4n, 6n]);
    expect(told).toEqual(['5 ok', '7 ok', '3 interrupted']);
    expect((await replayed(text(opened(2n, { carried: true }), opened(9n), opened(10n)))).missing).toEqual([]);
  });

  it('of any length comes in batches of at most 500', async () => {
    const numbers = Array.from({ length: 1_700 }, (_, index) => BigInt(index + 1));
    const { rows, batches } = await replayed(text(...numbers.map((number) => opened(number))), text(...numbers.map(settled)));
    expect(rows).toHaveLength(1_700);
    expect(Math.max(...batches)).toBe(500);
  });

  it('with nothing in it gives nothing', async () => {
    expect((await replayed('')).rows).toEqual([]);
  });
});
