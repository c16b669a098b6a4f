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
  /** For providers, by attempts that are over. */
  private waitedMs = 0;
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

  /**
   * Milliseconds since the request came in that nobody waited for a provider: all that we add, pauses between attempts too. `current`
   * is the attempt that answers; of a fan-out the first.
   */
  overheadMs(current: Attempt): number {
    const overheadMs = performance.now() - this.task.receivedAtMs - this.waitedMs - current.waitedMs;
    return Math.max(0, Math.round(overheadMs * 100) / 100);
  }

  open(candidate: Candidate, reason: RouteReason, drillId: string | null): Attempt {
    this.opened += 1;
    const sequence = this.openRow(attemptFacts(this.task, candidate, this.opened));
    const way = { targetId: candidate.record.id, region: candidate.record.region, reason, drillId };
    return new Attempt((end) => this.settled(this.ledger.settle(sequence, end), way));
  }

  private settled(row: ReturnType<LedgerWriter['settle']>, way: AttemptWay): void {
    if (!row) return;
    this.task.notes?.attempted(row, way);
    this.waitedMs += row.totalMs;
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

export class Attempt {
  private readonly startedAtMs = performance.now();
  private firstTokenAtMs: number | undefined;
  private heardAtMs: number | undefined;
  /** Set once its call goes out. */
  sent = false;
  /** Set once the provider has answered: from then on something ran there that may be billed. */
  ran = false;
  /** What a stream has shown so far. */
  seen: StreamSeen | undefined;
  /** Whether anything of it has gone to the caller: from then on no other target may be asked. */
  shown = false;

  /** `write` takes its first call; later ones are ignored. */
  constructor(private readonly write: (end: AttemptEnd) => void) {}

  firstToken(): void {
    this.firstTokenAtMs ??= performance.now();
  }

  /** What was waited for has come: from here on the time is ours. */
  heard(): void {
    this.heardAtMs = performance.now();
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
    const totalMs = performance.now() - this.startedAtMs;
    return (final) => this.settle({ outcome, final, totalMs, spent: this.ran ? interrupted(this.seen) : { kind: 'none' } });
  }

  /** For the provider, up to what came last. */
  get waitedMs(): number {
    return (this.heardAtMs ?? this.startedAtMs) - this.startedAtMs;
  }

  /** To the first content, else to what was last waited for. */
  get latencyMs(): number {
    return (this.firstTokenAtMs ?? this.heardAtMs ?? performance.now()) - this.startedAtMs;
  }

  private finish(outcome: string, usage: Usage | undefined, outputBytes: number): void {
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
