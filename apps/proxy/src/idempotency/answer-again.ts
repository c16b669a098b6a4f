// What a request is told whose Idempotency-Key was used before: the kept answer once more, or why there is none.
import type { Response } from 'express';
import type { EarlierRun } from '#database/idempotent-answers';
import { ApiError } from '#server/errors/api-error';
import { catalogue, type ErrorCode } from '#server/errors/catalogue';
import { Downstream } from '../relay/downstream.js';
import type { AnswerSafe } from './answer-safe.js';

/** Names the first request; this one's own id stands in `x-request-id`. */
const originalRequestId = 'x-aiproxy-original-request-id';

const refusals: Partial<Record<EarlierRun['state'], ErrorCode>> = { running: 'idempotency_key_in_use', interrupted: 'idempotency_key_interrupted' };

/** Throws ApiError where the kept answer cannot be given. */
export function answerAgain(earlier: EarlierRun, fingerprint: Buffer, safe: AnswerSafe, response: Response): void {
  const { requestId, state, kept } = earlier;
  if (!fingerprint.equals(earlier.fingerprint)) throw refusal('idempotency_key_reused', requestId);
  const body = kept && safe.open(kept.sealed, requestId);
  if (!kept || !body) throw refusal(refusals[state] ?? 'idempotency_key_spent', requestId);
  const { req: request } = response;
  if (request.notes) request.notes.replayOf = requestId;
  if (kept.errorCode !== null && kept.errorCode in catalogue) request.errorCode = kept.errorCode as ErrorCode;
  const downstream = new Downstream(response.status(kept.status));
  downstream.setHeaders({ ...kept.headers, 'x-aiproxy-attempts': 0, 'x-aiproxy-cost-usd': '0', 'x-aiproxy-idempotent-replay': 'true', [originalRequestId]: requestId });
  downstream.send(body);
}

function refusal(code: ErrorCode, requestId: string): ApiError {
  return new ApiError(code, { message: `${catalogue[code].message} It was ${requestId}.`, headers: { [originalRequestId]: requestId } });
}
