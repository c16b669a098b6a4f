import type { PriceVersionRecord } from '#database/records';
import { usageOf } from '#providers/usage';
import { settleAttempt, type AttemptEnd, type AttemptFacts } from './settle-attempt.js';

const version: PriceVersionRecord = {
  id: 'price-1',
  serviceTier: 'standard',
  validFrom: new Date('2025-01-01'),
  source: 'test',
  unitPrices: [
    { bucket: 'inputText', fromInputTokens: 0, picoUsd: 150_000n },
    { bucket: 'outputText', fromInputTokens: 0, picoUsd: 600_000n },
    { bucket: 'request', fromInputTokens: 0, picoUsd: 1_000n },
  ],
};
const facts: AttemptFacts = {
  row: {
    requestId: 'req_1', attempt: 1, openedAt: new Date('2026-11-24T12:00:00Z'), projectId: 'p', keyId: 'k', memberId: null,
    costCentre: '4711', endUser: 'ada', tags: { team: 'search' }, endpoint: 'chat', modelAsked: 'gpt-4o-mini', modelServed: 'gpt-4o-mini',
    providerId: 'openai', credentialId: 'env:openai', basisPoints: 1_250,
  },
  price: { state: 'priced', version },
  bounds: { requestBytes: 4_000, maxTokens: 100, modelMaxOutputTokens: 16_384, contextWindow: 128_000 },
};
const end: AttemptEnd = { outcome: 'ok', final: true, firstTokenMs: 210.4, totalMs: 1_999.6, spent: { kind: 'reported', usage: usageOf({ inputText: 1_000, outputText: 333 }) } };

describe('settleAttempt', () => {
  it('books what was reported at the price and the basis points as of the request', () => {
    expect(settleAttempt(facts, end)).toEqual({
      ...facts.row,
      usage: usageOf({ inputText: 1_000, outputText: 333 }),
      priceVersionId: 'price-1',
      listPicoUsd: 349_801_000n, // 1,000 x 150,000 + 333 x 600,000 + 1,000
      chargedPicoUsd: 393_526_125n, // x 1.125
      confidence: 'reported',
      outcome: 'ok',
      final: true,
      firstTokenMs: 210,
      totalMs: 2_000,
    });
  });

  it('books what we counted ourselves as counted', () => {
    expect(settleAttempt(facts, { ...end, spent: { kind: 'counted', usage: usageOf({ inputText: 2 }) } }))
      .toMatchObject({ confidence: 'counted', listPicoUsd: 301_000n });
    const beyond = usageOf({ inputText: 128_001, outputText: 101 });
    expect(settleAttempt(facts, { ...end, spent: { kind: 'counted', usage: beyond } }).usage).toEqual(usageOf({ inputText: 128_000, outputText: 100 }));
  });

  it('books an estimate, marked so, for what broke off, never above max_tokens', () => {
    const row = settleAttempt(facts, { ...end, outcome: 'client_closed', spent: { kind: 'interrupted', outputBytes: 10_000_000 } });
    expect(row).toMatchObject({ confidence: 'estimated', outcome: 'client_closed', usage: usageOf({ inputText: 1_000, outputText: 100 }) });
    expect(row.listPicoUsd).toBe(210_001_000n);
  });

  it('costs nothing when nothing ran upstream, whatever the price', () => {
    for (const price of [facts.price, { state: 'unpriced' } as const]) {
      expect(settleAttempt({ ...facts, price }, { ...end, outcome: 'upstream_unreachable', firstTokenMs: null, spent: { kind: 'none' } }))
        .toMatchObject({ confidence: 'none', usage: usageOf(), listPicoUsd: 0n, chargedPicoUsd: 0n, firstTokenMs: null });
    }
  });

  it('keeps the usage of a free model and charges nothing', () => {
    expect(settleAttempt({ ...facts, price: { state: 'free', version: null } }, end))
      .toMatchObject({ confidence: 'reported', usage: { inputText: 1_000 }, listPicoUsd: 0n, chargedPicoUsd: 0n, priceVersionId: null });
  });

  it('books what was served in another service tier at that tier', () => {
    const flex = { ...version, id: 'price-flex', unitPrices: version.unitPrices.map((unit) => ({ ...unit, picoUsd: unit.picoUsd / 2n })) };
    expect(settleAttempt(facts, { ...end, price: { state: 'priced', version: flex } }))
      .toMatchObject({ confidence: 'reported', priceVersionId: 'price-flex', listPicoUsd: 174_900_500n }); // half of 349,801,000
  });

  it('books at a price that stands in, and marks the row', () => {
    expect(settleAttempt({ ...facts, price: { state: 'priced', version, standIn: true } }, end))
      .toMatchObject({ confidence: 'unpriced', priceVersionId: 'price-1', listPicoUsd: 349_801_000n });
  });

  it('marks a row unpriced when there was no price, or none for a bucket that was used: never a silent zero', () => {
    expect(settleAttempt({ ...facts, price: { state: 'unpriced' } }, end)).toMatchObject({ confidence: 'unpriced', priceVersionId: null, listPicoUsd: 0n });
    const withImage = { ...end, spent: { kind: 'reported', usage: usageOf({ inputText: 1_000, images: 1 }) } as const };
    expect(settleAttempt(facts, withImage)).toMatchObject({ confidence: 'unpriced', priceVersionId: 'price-1', listPicoUsd: 150_001_000n });
  });
});
