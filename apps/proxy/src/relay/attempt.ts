// One upstream call of a request, as the ledger sees it: opened before the call, settled exactly once however it ends.
import { LedgerFullError, type LedgerWriter } from '#metering/ledger-writer';
import type { AttemptEnd, AttemptFacts, Spent } from '#metering/settle-attempt';
import type { StreamSeen } from '#providers/exchange';
import { inputTokens, outputTokens, type Usage } from '#providers/usage';
import { ApiError } from '#server/errors/api-error';
import type { Candidate } from './routes/resolve-model.js';
import type { AttemptWay } from '../requests/request-notes.js';
import type { RelayTask } from './task.js';

/** Numbers the attempts of one request in the order they are opened, those of a fan-out's branches too. */
export class Attempts {
  private opened = 0;
  /** What the settled attempts cost the project, in pico-USD. */
  chargedPicoUsd = 0n;
  /** What they used, in tokens of either side. */
  tokens = 0;
  outputTokens = 0;

  constructor(private readonly ledger: LedgerWriter, private readonly task: RelayTask) {}

  get count(): number {
    return this.opened;
  }

  open(candidate: Candidate): Attempt {
    this.opened += 1;
    const sequence = this.openRow(attemptFacts(this.task, candidate, this.opened));
    const way = { targetId: candidate.record.id, region: candidate.record.region, reason: candidate.reason, drillId: null };
    return new Attempt((end) => this.settled(this.ledger.settle(sequence, end), way));
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

export class Attempt {
  private readonly startedAtMs = performance.now();
  private firstTokenAtMs: number | undefined;
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

  /** Its reply went to the caller whole. */
  succeed(usage: Usage | undefined, shownBytes: number): void {
    this.settle('ok', true, usage ? { kind: 'reported', usage } : { kind: 'interrupted', outputBytes: shownBytes });
  }

  /** `outcome` is an error code; `final`: no other attempt follows. */
  fail(outcome: string, final: boolean): void {
    this.settle(outcome, final, this.ran ? interrupted(this.seen) : { kind: 'none' });
  }

  private settle(outcome: string, final: boolean, spent: Spent): void {
    const now = performance.now();
    const firstTokenMs = this.firstTokenAtMs === undefined ? null : this.firstTokenAtMs - this.startedAtMs;
    this.write({ outcome, final, spent, firstTokenMs, totalMs: now - this.startedAtMs });
  }
}

function interrupted(seen: StreamSeen | undefined): Spent {
  return { kind: 'interrupted', outputBytes: seen?.outputBytes ?? 0, ...(seen?.usage && { told: seen.usage }) };
}

function attemptFacts(task: RelayTask, { target, price, credentialId }: Candidate, attempt: number): AttemptFacts {
  const { key } = task.caller;
  const { model } = task.resolved;
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
