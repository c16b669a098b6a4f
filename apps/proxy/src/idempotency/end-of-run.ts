// What is kept of a request's end under its Idempotency-Key. A failure that another try could mend, and before which nothing was shown,
// gives the key free; what the caller has seen, in part or whole, never runs again.
import type { RunEnd } from '#database/idempotent-answers';
import { ApiError } from '#server/errors/api-error';
import type { RequestNotes } from '../requests/request-notes.js';
import type { AnswerSafe } from './answer-safe.js';
import type { KeptDownstream } from './kept-downstream.js';

/** A provider's judgement on the request itself: it would say the same again. Ours cost nothing and are judged anew. */
const finalStatuses = new Set([400, 422]);

export interface EndedRun {
  requestId: string;
  downstream: KeptDownstream;
  notes: RequestNotes | undefined;
  /** Undefined: it was answered. */
  failure: { error: unknown } | undefined;
}

export function endOfRun({ requestId, downstream, notes, failure }: EndedRun, safe: AnswerSafe): RunEnd {
  const { answer } = downstream;
  if (!failure) return answer ? sealed(answer, { status: 200, errorCode: null }) : 'shown';
  if (downstream.begun) return 'shown';
  const { error } = failure;
  const asked = notes !== undefined && notes.attempts.length > 0;
  if (!(error instanceof ApiError) || !finalStatuses.has(error.status) || !asked) return 'free';
  return sealed({ headers: error.headers, body: Buffer.from(JSON.stringify(error.body())) }, { status: error.status, errorCode: error.code });

  function sealed({ headers, body }: { headers: Readonly<Record<string, string>>; body: Buffer }, said: { status: number; errorCode: string | null }): RunEnd {
    const bytes = safe.seal(body, requestId);
    return bytes ? { ...said, headers: { ...headers }, sealed: bytes } : 'shown';
  }
}
