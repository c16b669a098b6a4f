import type { PriceVersionRecord } from '#database/records';
import { usageOf } from '#providers/usage';
import { attemptEnd, attemptFacts } from '../../test/attempt-facts.js';
import { ledgerRecord } from '../../test/ledger-record.js';
import { requestRecord } from '../../test/request-record.js';
import { settleAttempt } from '../settle-attempt.js';
import { openedBegins, parseEntry, renderEntry, type Entry, type OpenedEntry } from './entries.js';

const beyondNumbers = 9_007_199_254_740_993n;
const version: PriceVersionRecord = {
  id: 'v1', serviceTier: 'default', validFrom: new Date('2026-01-01T00:00:00Z'), source: 'catalogue',
  unitPrices: [{ bucket: 'inputText', fromInputTokens: 0, picoUsd: beyondNumbers }, { bucket: 'outputText', fromInputTokens: 200_000, picoUsd: 7n }],
};
const again = (entry: Entry) => parseEntry(renderEntry(entry));

describe('an entry', () => {
  it.each<[string, Entry]>([
    ['of a row of the ledger', { kind: 'settled', row: ledgerRecord(beyondNumbers, { listPicoUsd: beyondNumbers, chargedPicoUsd: -3n, endUser: 'Zoë\0', tags: { a: 'b' } }) }],
    ['of an adjustment', { kind: 'settled', row: ledgerRecord(1n, { correction: { requestId: 'r', attempt: 1, openedAt: new Date(5), author: 'a', reason: 'b' } }) }],
    ['of a request', { kind: 'request', row: requestRecord('req_1') }],
    ['of a priced attempt', { kind: 'opened', sequence: beyondNumbers, facts: attemptFacts('req_1', { price: { state: 'priced', version, standIn: true } }), likelyOutputTokens: 9, carried: true }],
    ['of one that is free by a version', { kind: 'opened', sequence: 2n, facts: attemptFacts('req_1', { price: { state: 'free', version } }), likelyOutputTokens: 0 }],
    ['of one that is free by declaration', { kind: 'opened', sequence: 3n, facts: attemptFacts('req_1'), likelyOutputTokens: 0 }],
    ['of an unpriced one', { kind: 'opened', sequence: 4n, facts: attemptFacts('req_1', { price: { state: 'unpriced' } }), likelyOutputTokens: 0 }],
  ])('%s comes back as it was, to the last digit', (_, entry) => {
    expect(again(entry)).toEqual(entry);
    expect(renderEntry(entry).startsWith(openedBegins)).toBe(entry.kind === 'opened');
  });

  it('of an attempt books the same as the attempt itself, without a catalogue', () => {
    const facts = attemptFacts('req_1', { price: { state: 'priced', version } });
    const end = { ...attemptEnd, spent: { kind: 'reported', usage: usageOf({ inputText: 300_000, outputText: 11 }) } } as const;
    const read = again({ kind: 'opened', sequence: 1n, facts, likelyOutputTokens: 0 }) as OpenedEntry;
    expect(settleAttempt(read.facts, end)).toEqual(settleAttempt(facts, end));
    expect(settleAttempt(read.facts, end).listPicoUsd).toBe(300_000n * beyondNumbers + 77n);
  });

  it('of a kind that is not known is refused', () => {
    expect(() => parseEntry('{"kind":"later"}')).toThrow('no entry');
  });
});
