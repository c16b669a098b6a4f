import { usageOf } from '#providers/usage';
import { AttemptTotals } from './attempt-totals.js';

test('attempts are counted by provider and outcome, their tokens by side, their cost exactly', () => {
  const totals = new AttemptTotals();
  const usage = usageOf({ inputText: 10, cacheRead: 5, outputText: 3, outputReasoning: 4 });
  totals.note({ providerId: 'openai', outcome: 'ok', usage, chargedPicoUsd: 9_007_199_254_740_993n });
  totals.note({ providerId: 'openai', outcome: 'ok', usage, chargedPicoUsd: 1n });
  totals.note({ providerId: 'openai', outcome: 'upstream_timeout', usage: usageOf(), chargedPicoUsd: 0n });
  totals.note({ providerId: 'groq', outcome: 'ok', usage: usageOf({ inputText: 1 }), chargedPicoUsd: 1n });
  expect(totals).toMatchObject({ inputTokens: 31, outputTokens: 14, chargedPicoUsd: 9_007_199_254_740_995n });
  expect([...totals.attempts].map(([provider, outcomes]) => [provider, Object.fromEntries(outcomes)])).toEqual([
    ['openai', { ok: 2, upstream_timeout: 1 }],
    ['groq', { ok: 1 }],
  ]);
});
