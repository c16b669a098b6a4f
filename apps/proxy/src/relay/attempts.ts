// The attempts of one request: numbered as they open, each with its row in the ledger, and what they have cost and used together.
import { Inject, Injectable } from '@nestjs/common';
import type { RouteReason } from '#database/request-row';
import { spentOf } from '#metering/counting/count-usage';
import { TokenCounter } from '#metering/counting/token-counter';
import { estimableBytes } from '#metering/estimable-bytes';
import { LedgerFullError, LedgerWriter } from '#metering/ledger-writer';
import { bookedPrice } from '#metering/price';
import type { AttemptFacts, Spent } from '#metering/settle-attempt';
import { wholeParseLimitBytes } from '#providers/json-body';
import { inputTokens, outputTokens } from '#providers/usage';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import type { AttemptWay } from '../requests/request-notes.js';
import { answersAsked } from './answers-asked.js';
import { Attempt, type Told } from './attempt.js';
import type { Candidate } from './routes/candidate.js';
import type { RelayTask } from './task.js';
import { WaitingTime } from './waiting-time.js';

/** Where the attempts of this process are booked. */
@Injectable()
export class Bookings {
  constructor(@Inject(LedgerWriter) readonly ledger: LedgerWriter, @Inject(TokenCounter) readonly counter: TokenCounter, @Inject(Clock) readonly clock: Clock) {}

  /** `branches`: calls that the request is split into. */
  start(task: RelayTask, branches: number): Attempts {
    return new Attempts(this, task, branches);
  }
}

/** Numbers them in the order they are opened, those of a fan-out's branches too. */
export class Attempts {
  private opened = 0;
  private readonly waiting = new WaitingTime();
  /** What the settled attempts cost the project, in pico-USD. */
  chargedPicoUsd = 0n;
  /** What they used, in tokens of either side. */
  tokens = 0;
  outputTokens = 0;
  /** When the last of them was written down; Unix time. */
  writtenMs = 0;
  private readonly byModel = new Map<string, bigint>();

  constructor(private readonly bookings: Omit<Bookings, 'start'>, private readonly task: RelayTask, private readonly branches: number) {}

  get count(): number {
    return this.opened;
  }

  /** The part of the cost that a model's attempts have; by public id. */
  chargedBy(modelId: string): bigint {
    return this.byModel.get(modelId) ?? 0n;
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
    const { ledger } = this.bookings;
    const sequence = openRow(ledger, attemptFacts(this.task, candidate, { attempt: this.opened, branches: this.branches }));
    const way = { targetId: candidate.record.id, region: candidate.record.region, reason, drillId };
    return new Attempt({
      waiting: this.waiting,
      priceOf: (serviceTier) => bookedPrice(candidate.record, candidate.target.provider.billing, this.task.openedAt, serviceTier),
      count: (told) => this.countTold(candidate, told),
      write: (end) => this.settled(ledger.settle(sequence, end), way),
    });
  }

  private settled(row: ReturnType<LedgerWriter['settle']>, way: AttemptWay): void {
    if (!row) return;
    this.task.notes?.attempted(row, way);
    const output = outputTokens(row.usage);
    this.chargedPicoUsd += row.chargedPicoUsd;
    this.writtenMs = this.bookings.clock.now();
    this.byModel.set(row.modelServed, this.chargedBy(row.modelServed) + row.chargedPicoUsd);
    this.outputTokens += output;
    this.tokens += inputTokens(row.usage) + output;
  }

  /** One branch's share of what was asked is not known, and a large body is not read for this alone. */
  private async countTold({ model }: Candidate, { outputBytes, texts }: Told): Promise<Spent> {
    const { body } = this.task.asked;
    if (!texts || this.branches > 1 || body.bytes.length > wholeParseLimitBytes) return { kind: 'interrupted', outputBytes };
    return spentOf(this.bookings.counter, undefined, outputBytes, () => ({ asked: body.json(), answered: texts(), model: model.id }));
  }
}

/** What could not be booked is not spent: no call goes out. */
function openRow(ledger: LedgerWriter, facts: AttemptFacts): bigint {
  try {
    return ledger.open(facts);
  } catch (error) {
    throw error instanceof LedgerFullError ? new ApiError('journal_full', { internal: error.message }) : error;
  }
}

function attemptFacts(task: RelayTask, { model, target, price, credentialId }: Candidate, { attempt, branches }: { attempt: number; branches: number }): AttemptFacts {
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
      requestBytes: estimableBytes(task.asked.body.bytes),
      maxTokens: task.maxTokens,
      modelMaxOutputTokens: model.maxOutputTokens,
      contextWindow: model.contextWindow,
      choices: branches > 1 ? 1 : answersAsked(task),
    },
  };
}
