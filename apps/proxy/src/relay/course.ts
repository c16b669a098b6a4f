// The course of one request (or of one branch of a fan-out) over its candidates: who is asked first, and after each failure who is asked
// next and when. Pure but for the budget it spends; chance and time are passed in.
import { Inject, Injectable } from '@nestjs/common';
import type { Fallbacks, TargetRecord } from '#database/records';
import type { RouteReason } from '#database/request-row';
import type { UpstreamErrorKind } from '#providers/errors';
import { Pause } from '#server/pause';
import { Randomness } from '#server/randomness';
import { RelaySettings } from './relay-settings.js';
import { RetryBudget } from './retry-budget.js';
import type { Candidate } from './routes/candidate.js';
import { verdicts } from './verdicts.js';

export interface Route {
  /** Of the model asked for, in order. */
  candidates: readonly Candidate[];
  /** Those that do not stand well, soonest back first: asked where no other of the model can be. */
  lastResort: readonly Candidate[];
  /** Of the models to fall back on, in order; asked for only when it comes to that. */
  fallbacks: (kind: keyof Fallbacks) => readonly Candidate[];
}

export interface CourseTerms {
  /** The first pause is up to `retryBaseMs`, each further one up to twice as long; never longer than `retryWaitMaxMs`. */
  settings: Pick<RelaySettings, 'attemptsMax' | 'retryBaseMs' | 'retryWaitMaxMs'>;
  budget: RetryBudget;
  random: () => number;
  /** By a clock that only goes forward. */
  nowMs: () => number;
  /** When the caller gives up, by the same clock; Infinity where it does not say. */
  deadlineMs: number;
}

export interface Step { candidate: Candidate; waitMs: number; reason: RouteReason }

export interface Setback { kind: UpstreamErrorKind; retryAfterMs?: number | undefined }

/** Nobody answers in so short a time; and a timer may end a call that much before its time, when the process is busy. */
const shortestMs = 50;

/** For another call, or to blame the one that was under way for not having come. */
export const isTooLate = (deadlineMs: number, atMs: number) => atMs + shortestMs >= deadlineMs;

/** A candidate that may answer after a pause. */
interface Failed { candidate: Candidate; times: number; notBeforeMs: number }

export class Course {
  private waiting: Candidate[];
  private lastResort: Candidate[];
  /** Those that were asked, to tell them in other lists. */
  private readonly asked = new Set<string>();
  private failed: Failed[] = [];
  private attempts = 0;
  /** What was tried instead already: each list is gone through once. */
  private readonly taken = new Set<keyof Fallbacks>();

  constructor(private readonly route: Route, private readonly terms: CourseTerms) {
    this.waiting = [...route.candidates];
    this.lastResort = [...route.lastResort];
  }

  /** Whether others of those that were not asked yet could be. */
  get hasOthers(): boolean {
    return this.waiting.length > 0;
  }

  first(): Step | undefined {
    return this.next();
  }

  /** Nothing was sent: this one cannot be told what is asked, or somebody else is finding out whether it is well again. */
  passedOver(): Step | undefined {
    return this.attempts > 0 ? this.onward() : this.next() ?? this.last();
  }

  /** The step's call goes out. */
  asks({ candidate, reason }: Step): void {
    this.attempts += 1;
    this.asked.add(lineOf(candidate));
    if (reason === 'retry') this.terms.budget.spend(candidate.record.id);
    else this.terms.budget.earn(candidate.record.id);
  }

  after(candidate: Candidate, { kind, retryAfterMs = 0 }: Setback): Step | undefined {
    const { goOn, blames, fallbacks } = verdicts[kind];
    if (this.attempts >= this.terms.settings.attemptsMax) return undefined;
    if (goOn === 'nowhere') return fallbacks && this.fallBack(fallbacks);
    if (blames === 'credential') this.leaveCredential(candidate);
    if (goOn === 'anywhere') this.putBack(candidate, retryAfterMs);
    return this.onward(blames === 'credential' ? candidate.record : undefined);
  }

  /** Where a model can be fallen back on, the last attempt is its. */
  private onward(rather?: TargetRecord): Step | undefined {
    const isLast = this.attempts + 1 >= this.terms.settings.attemptsMax;
    return (isLast ? this.fallBack('any') : undefined) ?? this.next(rather) ?? this.repeat() ?? this.last() ?? this.fallBack('any');
  }

  /** Nobody else of the model can be asked: rather than refuse, ask one that does not stand well. */
  private last(): Step | undefined {
    const candidate = this.isOver() ? undefined : this.lastResort.shift();
    return candidate && { candidate, waitMs: 0, reason: candidate.reason };
  }

  /** Where it was the credential, the same target by another one is as good as it was. */
  private next(rather?: TargetRecord): Step | undefined {
    if (this.isOver()) return undefined;
    const at = Math.max(0, this.waiting.findIndex(({ record }) => record === rather));
    const [candidate] = this.waiting.splice(at, 1);
    return candidate && { candidate, waitMs: 0, reason: candidate.reason };
  }

  /** The one that can be asked again soonest. */
  private repeat(): Step | undefined {
    const { nowMs, budget, deadlineMs, settings: { retryWaitMaxMs } } = this.terms;
    const now = nowMs();
    const soonest = this.failed.filter(({ candidate }) => budget.has(candidate.record.id)).sort((one, other) => one.notBeforeMs - other.notBeforeMs)[0];
    if (!soonest) return undefined;
    const waitMs = Math.max(0, soonest.notBeforeMs - now);
    if (waitMs > retryWaitMaxMs || isTooLate(deadlineMs, now + waitMs)) return undefined;
    return { candidate: soonest.candidate, waitMs, reason: 'retry' };
  }

  private fallBack(kind: keyof Fallbacks): Step | undefined {
    if (this.taken.has(kind)) return undefined;
    this.taken.add(kind);
    // A name that leads back to where the request has been is no way on.
    const candidates = new Map(this.route.fallbacks(kind).map((candidate) => [lineOf(candidate), candidate]));
    const ways = [...candidates].flatMap(([line, candidate]) => (this.asked.has(line) ? [] : [candidate]));
    if (ways.length === 0) return undefined;
    this.waiting = ways;
    this.lastResort = [];
    this.failed = [];
    return this.next();
  }

  /** What it is asked for next it would refuse as well. */
  private leaveCredential({ credentialId }: Candidate): void {
    this.waiting = this.waiting.filter((one) => one.credentialId !== credentialId);
    this.lastResort = this.lastResort.filter((one) => one.credentialId !== credentialId);
    this.failed = this.failed.filter(({ candidate }) => candidate.credentialId !== credentialId);
  }

  private putBack(candidate: Candidate, retryAfterMs: number): void {
    const { nowMs, random, settings: { retryBaseMs } } = this.terms;
    const before = this.failed.find((one) => one.candidate === candidate);
    const times = (before?.times ?? 0) + 1;
    const pauseMs = random() * retryBaseMs * 2 ** (times - 1);
    this.failed = [...this.failed.filter((one) => one !== before), { candidate, times, notBeforeMs: nowMs() + Math.max(retryAfterMs, pauseMs) }];
  }

  private isOver(): boolean {
    const { settings: { attemptsMax }, nowMs, deadlineMs } = this.terms;
    return this.attempts >= attemptsMax || isTooLate(deadlineMs, nowMs());
  }
}

const lineOf = ({ record, credentialId }: Candidate) => `${record.id} ${credentialId}`;

@Injectable()
export class Courses {
  constructor(
    @Inject(RelaySettings) private readonly settings: RelaySettings,
    @Inject(RetryBudget) private readonly budget: RetryBudget,
    @Inject(Randomness) private readonly randomness: Randomness,
    @Inject(Pause) private readonly pause: Pause,
  ) {}

  start(route: Route, deadlineMs: number): Course {
    const { settings, budget, randomness } = this;
    return new Course(route, { settings, budget, deadlineMs, random: () => randomness.next(), nowMs: () => performance.now() });
  }

  /** Waits until it is the step's time. Rejects with the signal's reason. */
  async reach({ waitMs }: Step, signal: AbortSignal): Promise<void> {
    if (waitMs > 0) await this.pause.for(waitMs, signal);
  }
}
