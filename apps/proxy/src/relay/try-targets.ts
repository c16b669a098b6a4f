// Asks one target after the other until one answers. What is worth another try is decided here, by the kind of the error.
import { isCallerMistake, RequestError, UpstreamError } from '#providers/errors';
import type { UpstreamReply, Upstreams } from '#providers/call';
import type { Exchange } from '#providers/exchange';
import { readUpTo } from '#providers/reply-body';
import type { ApiError } from '#server/errors/api-error';
import type { Attempt, Attempts } from './attempt.js';
import { requestApiError, upstreamApiError } from './map-error.js';
import type { Candidate } from './routes/resolve-model.js';

export interface Trial {
  candidates: readonly Candidate[];
  attempts: Attempts;
  attemptsMax: number;
  upstreams: Upstreams;
  /** Throws RequestError for what a target cannot be told. */
  prepare(candidate: Candidate): Exchange | Promise<Exchange>;
  /** Aborted when the caller leaves, or when a sister branch has failed. */
  signal: AbortSignal;
}

/** A 2xx answer under way, to be delivered. */
export interface Answer {
  exchange: Exchange;
  reply: UpstreamReply;
  attempt: Attempt;
  candidate: Candidate;
}

const errorBodyLimitBytes = 64 * 1024;

/**
 * `deliver` settles the attempt when all went well; until it has shown the caller something, its failure leads to the next
 * target. Throws ApiError, or the signal's reason.
 */
export async function tryTargets<Result>(trial: Trial, deliver: (answer: Answer) => Promise<Result>): Promise<Result> {
  const candidates = trial.candidates.slice(0, trial.attemptsMax);
  let refusal: ApiError | undefined;
  for (const [index, candidate] of candidates.entries()) {
    let exchange: Exchange;
    try {
      exchange = await trial.prepare(candidate);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      refusal ??= requestApiError(error); // another dialect may be able to say it
      continue;
    }
    const last = index === candidates.length - 1;
    const attempt = trial.attempts.open(candidate);
    try {
      return await deliver({ exchange, candidate, attempt, reply: await callTarget(trial, exchange, attempt) });
    } catch (error) {
      refusal = failed(trial, attempt, candidate, error, last);
    }
  }
  throw refusal ?? new Error('no candidate was tried');
}

async function callTarget({ upstreams, signal }: Trial, exchange: Exchange, attempt: Attempt): Promise<UpstreamReply> {
  const reply = await upstreams.call(exchange.request, signal);
  if (reply.status >= 200 && reply.status < 300) {
    attempt.ran = true;
    return reply;
  }
  const { bytes } = await readUpTo(reply.body, errorBodyLimitBytes);
  await reply.body.return?.();
  throw exchange.request.target.provider.dialect.parseError(reply.status, bytes.toString('utf8'), reply.headers);
}

/** Settles a failed attempt. Returns what to say if no other target answers; throws when none may be asked. */
function failed(trial: Trial, attempt: Attempt, candidate: Candidate, error: unknown, last: boolean): ApiError {
  if (trial.signal.aborted) {
    attempt.ran ||= attempt.seen !== undefined;
    attempt.fail('cancelled', true);
    throw trial.signal.reason;
  }
  if (!(error instanceof UpstreamError)) {
    attempt.fail('internal_error', true);
    throw error;
  }
  const shown = upstreamApiError(error, candidate.target);
  const over = last || isCallerMistake(error.kind) || attempt.shown;
  attempt.ran ||= error.kind === 'timeout';
  attempt.fail(shown.code, over);
  if (over) throw shown;
  return shown;
}
