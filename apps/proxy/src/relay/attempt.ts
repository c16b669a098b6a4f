// One upstream call of a request, as the ledger sees it: opened before the call, settled exactly once however it ends.
import type { RouteReason } from '#database/request-row';
import { LedgerFullError, type LedgerWriter } from '#metering/ledger-writer';
import type { AttemptEnd, AttemptFacts, Spent } from '#metering/settle-attempt';
import type { StreamSeen } from '#providers/exchange';
import { inputTokens, outputTokens, type Usage } from '#providers/usage';
import { ApiError } from '#server/errors/api-error';
import type { Candidate } from './routes/candidate.js';
import type { AttemptWay } from '../requests/request-notes.js';
import type { RelayTask } from './task.js';

/** Numbers the attempts of one request in the order they are opened, those of a fan-out's branches too. */
export class Attempts {
  private opened = 0;
  private readonly waiting = new WaitingTime();
  /** What the settled attempts cost the project, in pico-USD. */
  chargedPicoUsd = 0n;
  /** What they used, in tokens of either side. */
  tokens = 0;
  outputTokens = 0;

  constructor(private readonly ledger: LedgerWriter, private readonly task: RelayTask) {}

  get count(): number {
    return this.opened;
  }

  /** As the caller wrote it. */
  get modelAsked(): string {
    return this.task.modelAsked;
  }

  /** Milliseconds since the request came in in which no provider was waited for: all that we add, pauses between attempts too. */
  get overheadMs(): number {
    const overheadMs = performance.now() - this.task.receivedAtMs - this.waiting.ms;
    return Math.max(0, Math.round(overheadMs * 100) / 100);
  }

  open(candidate: Candidate, reason: RouteReason, drillId: string | null): Attempt {
    this.opened += 1;
    const sequence = this.openRow(attemptFacts(this.task, candidate, this.opened));
    const way = { targetId: candidate.record.id, region: candidate.record.region, reason, drillId };
    return new Attempt(this.waiting, (end) => this.settled(this.ledger.settle(sequence, end), way));
  }

  private settled(row: ReturnType<LedgerWriter['settle']>, way: AttemptWay): void {
    if (!row) return;
    this.task.notes?.attempted(row, way);
    const output = outputTokens(row.usage);
    this.chargedPicoUsd += row.chargedPicoUsd;
    this.outputTokens += output;
    this.tokens += inputTokens(row.usage) + output;
  }

  /** What could not be booked is not spent: no call goes out. */
  private openRow(facts: AttemptFacts): bigint {
    try {
      return this.ledger.open(facts);
    } catch (error) {
      throw error instanceof LedgerFullError ? new ApiError('journal_full', { internal: error.message }) : error;
    }
  }
}

/** The time in which at least one of the attempts waits for its provider. */
class WaitingTime {
  private count = 0;
  private sinceMs = 0;
  ms = 0;

  begin(): void {
    if (this.count === 0) this.sinceMs = performance.now();
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
    if (this.count === 0) this.ms += performance.now() - this.sinceMs;
  }
}

export class Attempt {
  private readonly startedAtMs = performance.now();
  private firstTokenAtMs: number | undefined;
  private answeredAtMs: number | undefined;
  /** Set once its call goes out. */
  sent = false;
  /** Set once the provider has answered: from then on something ran there that may be billed. */
  ran = false;
  /** What a stream has shown so far. */
  seen: StreamSeen | undefined;
  /** Whether anything of it has gone to the caller: from then on no other target may be asked. */
  shown = false;

  /** `write` takes its first call; later ones are ignored. */
  constructor(private readonly waiting: WaitingTime, private readonly write: (end: AttemptEnd) => void) {
    waiting.begin();
  }

  firstToken(): void {
    this.firstTokenAtMs ??= performance.now();
  }

  /** What its provider was waited for is there (a reply, or the beginning of one): from here on the time is ours. */
  answered(): void {
    if (this.answeredAtMs !== undefined) return;
    this.answeredAtMs = performance.now();
    this.waiting.end();
  }

  /** Its reply went to the caller whole. */
  succeed(usage: Usage | undefined, shownBytes: number): void {
    this.finish('ok', usage, shownBytes);
  }

  /** Nobody was left for its reply, which was read to its end all the same: exact, where the provider told its usage. */
  readForNobody(usage: Usage | undefined, readBytes: number): void {
    this.finish('cancelled', usage, readBytes);
  }

  /** It is over; `outcome` is an error code. What is returned books it, once it is known whether another attempt follows. */
  failed(outcome: string): (final: boolean) => void {
    this.answered();
    const totalMs = performance.now() - this.startedAtMs;
    return (final) => this.settle({ outcome, final, totalMs, spent: this.ran ? interrupted(this.seen) : { kind: 'none' } });
  }

  /** To the first content of a stream, else to the reply. */
  get latencyMs(): number {
    return (this.answeredAtMs ?? performance.now()) - this.startedAtMs;
  }

  private finish(outcome: string, usage: Usage | undefined, outputBytes: number): void {
    this.answered();
    const spent: Spent = usage ? { kind: 'reported', usage } : { kind: 'interrupted', outputBytes };
    this.settle({ outcome, final: true, totalMs: performance.now() - this.startedAtMs, spent });
  }

  private settle(end: Omit<AttemptEnd, 'firstTokenMs'>): void {
    this.write({ ...end, firstTokenMs: this.firstTokenAtMs === undefined ? null : this.firstTokenAtMs - this.startedAtMs });
  }
}

function interrupted(seen: StreamSeen | undefined): Spent {
  return { kind: 'interrupted', outputBytes: seen?.outputBytes ?? 0, ...(seen?.usage && { told: seen.usage }) };
}

function attemptFacts(task: RelayTask, { model, target, price, credentialId }: Candidate, attempt: number): AttemptFacts {
  const { key } = task.caller;
  return {
    row: {
      requestId: task.requestId,
      attempt,
      openedAt: task.openedAt,
      projectId: key.project.id,
      keyId: key.id,
      memberId: key.ownerId,
      costCentre: key.project.costCentre,
      endUser: task.endUser,
      tags: task.tags,
      endpoint: task.endpoint,
      modelAsked: task.modelAsked,
      modelServed: model.id,
      providerId: target.provider.id,
      credentialId,
      basisPoints: key.project.basisPoints,
    },
    price,
    bounds: {
      requestBytes: task.asked.body.bytes.length,
      maxTokens: task.maxTokens,
      modelMaxOutputTokens: model.maxOutputTokens,
      contextWindow: model.contextWindow,
    },
  };
}
