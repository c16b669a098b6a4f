// One run for each Idempotency-Key, over all processes: claimed in Postgres before the relay begins, and kept or given free at its end.
// Stands between the door and the relay; only requests with the header come here.
import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DatabaseError } from '#database/errors';
import { IdempotentAnswerRepository, type AnswerClaim, type EarlierRun, type RunEnd } from '#database/idempotent-answers';
import type { Endpoint } from '#providers/provider';
import { ApiError } from '#server/errors/api-error';
import { Pause } from '#server/pause';
import { callerOf } from '../gate/caller.js';
import type { Downstream } from '../relay/downstream.js';
import { answerAgain } from './answer-again.js';
import { AnswerSafe } from './answer-safe.js';
import { endOfRun } from './end-of-run.js';
import { fingerprintOf, hashOfKey } from './idempotency-key.js';
import { KeptDownstream } from './kept-downstream.js';
import { leaseMs, Leases } from './leases.js';

const keptForMs = 86_400_000;
/** Nobody waits longer than this for an answer to be kept. */
const patienceMs = 2000;

/** What was asked under which idempotency key. */
export interface AskedOnce { idempotencyKey: string; endpoint: Endpoint; body: Uint8Array }

@Injectable()
export class IdempotentRuns {
  constructor(
    @Inject(IdempotentAnswerRepository) private readonly answers: IdempotentAnswerRepository,
    @Inject(Leases) private readonly leases: Leases,
    @Inject(AnswerSafe) private readonly safe: AnswerSafe,
    @Inject(Pause) private readonly pause: Pause,
  ) {}

  /** Calls `run`, or answers as it was answered before. Rejects with ApiError where that cannot be, and as `run` does. */
  async once({ idempotencyKey, endpoint, body }: AskedOnce, response: Response, run: (downstream: Downstream) => Promise<void>): Promise<void> {
    const { requestId, notes } = response.req;
    const downstream = new KeptDownstream(response); // before anything is waited for: it must see its caller leave
    const fingerprint = fingerprintOf(idempotencyKey, endpoint, body);
    const earlier = await this.claim({ keyId: callerOf(response.req).key.id, keyHash: hashOfKey(idempotencyKey), fingerprint, requestId });
    if (earlier) return answerAgain(earlier, fingerprint, this.safe, response);
    const failure = await unlessLeft(downstream, run).then(() => undefined, (error: unknown) => ({ error }));
    await this.end(requestId, endOfRun({ requestId, downstream, notes, failure }, this.safe));
    if (!failure || downstream.begun) downstream.finish();
    if (failure) throw failure.error;
  }

  private async claim(claim: AnswerClaim): Promise<EarlierRun | undefined> {
    try {
      const earlier = await this.answers.claim(claim, leaseMs, keptForMs);
      if (!earlier) this.leases.hold(claim.requestId);
      return earlier;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      const message = 'Nobody can tell at the moment whether this Idempotency-Key was used before. Try again.';
      throw new ApiError('database_unavailable', { message, internal: error.message });
    }
  }

  private async end(requestId: string, end: RunEnd): Promise<void> {
    const written = new AbortController();
    const writing = this.leases.end(requestId, end).finally(() => { written.abort(); });
    await Promise.race([writing, this.pause.for(patienceMs, written.signal).catch(() => undefined)]);
  }
}

/** While the claim was made. */
async function unlessLeft(downstream: KeptDownstream, run: (downstream: Downstream) => Promise<void>): Promise<void> {
  downstream.signal.throwIfAborted();
  await run(downstream);
}
