// Asks one target after the other until one answers, along the course of the request. Each call is an attempt: opened before it, settled
// once, and told to the health of its target.
import { Inject, Injectable } from '@nestjs/common';
import { Upstreams, type UpstreamReply } from '#providers/call';
import { RequestError, UpstreamError } from '#providers/errors';
import type { Exchange } from '#providers/exchange';
import { readUpTo } from '#providers/reply-body';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import type { Attempt } from './attempt.js';
import type { Attempts } from './attempts.js';
import { type Course, Courses, isTooLate, type Route, type Setback, type Step } from './course.js';
import type { Drilled, RequestDrills } from './drills/drills.js';
import { TargetHealth, type Watched } from './health/target-health.js';
import { deadlinePassed, requestApiError, unheard, upstreamApiError } from './map-error.js';
import type { Prepare } from './plan.js';
import type { Candidate } from './routes/candidate.js';
import { lineOf } from './routes/routes.js';

/** One request, or one branch of it, as it looks for an answer. */
export interface Trial {
  route: Route;
  attempts: Attempts;
  /** Throws RequestError for what a target cannot be told. */
  prepare: Prepare;
  /** Aborted when the caller leaves, or when a sister branch has failed. */
  signal: AbortSignal;
  /** Ends its calls: the same, or later where the answer is read on for nobody. */
  callSignal: AbortSignal;
  /** By `performance.now()`, when the caller gives up. */
  deadlineMs: number;
  strict: boolean;
  stream: boolean;
  drills: RequestDrills | undefined;
  /** Holds what a candidate's model is bounded by. Rejects with ApiError where that is used up. */
  enter: (candidate: Candidate) => Promise<void> | undefined;
}

/** A 2xx answer under way, to be delivered. */
export interface Answer {
  exchange: Exchange;
  reply: UpstreamReply;
  attempt: Attempt;
  candidate: Candidate;
}

/** A step, and the failure on purpose that it meets. */
type Turn = Step & { drilled: Drilled | undefined };

interface Failure {
  /** What to say if no other target answers. */
  refusal: ApiError;
  setback: Setback;
  /** Something of it was shown: nobody else can be asked. */
  shown: boolean;
  /** Books it, once it is known whether it was the last. */
  settle: (final: boolean) => void;
}

const errorBodyLimitBytes = 64 * 1024;
const nothing = () => undefined;
/** A failure on purpose says nothing about the target. */
const unwatched: Watched = { succeeded: nothing, failed: nothing, abandoned: nothing };

@Injectable()
export class TargetTrials {
  constructor(
    @Inject(Upstreams) private readonly upstreams: Upstreams,
    @Inject(TargetHealth) private readonly health: TargetHealth,
    @Inject(Courses) private readonly courses: Courses,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * `deliver` settles the attempt when all went well; until it has shown the caller something, its failure leads to the next
   * target. Throws ApiError, or the signal's reason.
   */
  async run<Result>(trial: Trial, deliver: (answer: Answer) => Promise<Result>): Promise<Result> {
    const course = this.courses.start(trial.route, trial.deadlineMs);
    let refusal: ApiError | undefined;
    let settleLast: Failure['settle'] = nothing;
    try {
      for (let step = course.first(); step; ) {
        await this.courses.reach(step, trial.signal);
        const drilled = trial.drills?.meet({ targetId: step.candidate.record.id, providerId: step.candidate.target.provider.id });
        const prepared = await this.prepare(trial, course, { ...step, drilled });
        if (prepared instanceof ApiError || !prepared) {
          refusal ??= prepared; // another one may be able to do it
          step = course.passedOver();
          continue;
        }
        trial.signal.throwIfAborted();
        settleLast(false);
        settleLast = nothing;
        course.asks(step);
        const outcome = await this.ask(trial, { ...step, drilled }, prepared, deliver);
        if ('result' in outcome) return outcome.result;
        ({ refusal, settle: settleLast } = outcome);
        step = outcome.shown ? undefined : course.after(step.candidate, outcome.setback);
      }
    } finally {
      settleLast(true);
    }
    throw refusal ?? deadlinePassed();
  }

  /** What goes out; why this one is passed over; or undefined where another request is finding out whether it is well again. */
  private async prepare(trial: Trial, course: Course, { candidate, drilled }: Turn): Promise<Exchange | ApiError | undefined> {
    try {
      const exchange = await trial.prepare(candidate);
      const unheardOf = trial.strict ? unheard(exchange, candidate.target) : undefined;
      if (unheardOf) return unheardOf;
      await trial.enter(candidate);
      return drilled || (await this.isTurn(candidate, course)) ? exchange : undefined;
    } catch (error) {
      if (error instanceof RequestError) return requestApiError(error);
      if (error instanceof ApiError) return error;
      throw error;
    }
  }

  private isTurn(candidate: Candidate, course: Course): boolean | Promise<boolean> {
    if (!course.hasOthers) return true;
    const [line, now] = [lineOf(candidate), this.clock.now()];
    const standing = this.health.standing(line, now);
    return !(standing.usable && standing.probe) || this.health.takeProbe(line, now);
  }

  private async ask<Result>(trial: Trial, { candidate, reason, drilled }: Turn, exchange: Exchange, deliver: (answer: Answer) => Promise<Result>): Promise<{ result: Result } | Failure> {
    const attempt = trial.attempts.open(candidate, reason, drilled?.drillId ?? null);
    const watched = drilled ? unwatched : this.health.watch(lineOf(candidate), this.clock.now());
    try {
      await drilled?.play(trial.signal, Math.min(this.upstreams.limitsOf(candidate.target).firstByteMs, leftMs(trial)));
      const result = await deliver({ exchange, candidate, attempt, reply: await this.call(trial, exchange, attempt) });
      watched.succeeded(attempt.latencyMs);
      return { result };
    } catch (error) {
      return failed(trial, { attempt, watched, candidate, error });
    }
  }

  private async call(trial: Trial, exchange: Exchange, attempt: Attempt): Promise<UpstreamReply> {
    const left = leftMs(trial);
    // The deadline of a stream is for its beginning: from the first byte on its caller waits for each further one only.
    const atMost = left === Infinity ? undefined : { firstByteMs: left, ...(!trial.stream && { totalMs: left }) };
    const reply = await this.upstreams.call(exchange.request, trial.callSignal, { atMost, sent: () => { attempt.sent = true; } });
    if (reply.status >= 200 && reply.status < 300) {
      attempt.ran = true;
      return reply;
    }
    const { bytes } = await readUpTo(reply.body, errorBodyLimitBytes);
    await reply.body.return?.();
    throw exchange.request.target.provider.dialect.parseError(reply.status, bytes.toString('utf8'), reply.headers);
  }
}

/** Until the caller gives up. */
const leftMs = ({ deadlineMs }: Trial) => Math.max(1, deadlineMs - performance.now());

/** Throws when nobody else may be asked, whoever would answer. */
function failed(trial: Trial, { attempt, watched, candidate, error }: { attempt: Attempt; watched: Watched; candidate: Candidate; error: unknown }): Failure {
  const gone = trial.signal.aborted;
  if (gone || !(error instanceof UpstreamError)) {
    watched.abandoned();
    if (gone) attempt.ran ||= attempt.sent; // it may have been at work on it
    attempt.failed(gone ? 'cancelled' : 'internal_error')(true);
    throw gone ? trial.signal.reason : error;
  }
  const { kind, details: { retryAfterMs, status } } = error;
  // A caller in a hurry says nothing about a target that takes its time.
  if (kind === 'timeout' && isTooLate(trial.deadlineMs, performance.now())) watched.abandoned();
  else watched.failed({ kind, ...(retryAfterMs !== undefined && { retryAfterMs }), ...(status !== undefined && { status }) });
  const refusal = upstreamApiError(error, candidate.target);
  attempt.ran ||= attempt.sent && kind === 'timeout';
  return { refusal, setback: { kind, retryAfterMs }, shown: attempt.shown, settle: attempt.failed(refusal.code) };
}
