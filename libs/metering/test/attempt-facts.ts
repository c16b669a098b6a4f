// An attempt as it is opened, for tests that care about what becomes of it.
import { usageOf } from '#providers/usage';
import type { AttemptEnd, AttemptFacts } from '../src/settle-attempt.js';

export const attemptFacts = (requestId: string, more: Partial<AttemptFacts> = {}): AttemptFacts => ({
  row: {
    requestId, attempt: 1, openedAt: new Date('2026-11-24T12:00:00Z'), projectId: 'p', keyId: 'k', memberId: null, costCentre: null,
    endUser: null, tags: {}, endpoint: 'chat', modelAsked: 'm', modelServed: 'm', providerId: 'openai', credentialId: 'env:openai', basisPoints: 0,
  },
  price: { state: 'free', version: null },
  bounds: { requestBytes: 100, maxTokens: null, modelMaxOutputTokens: null, contextWindow: null },
  ...more,
});

export const attemptEnd: AttemptEnd = { outcome: 'ok', final: true, firstTokenMs: null, totalMs: 5, spent: { kind: 'reported', usage: usageOf({ inputText: 7, outputText: 40 }) } };
