// The relay: answers one request by one or more attempts. Resolved model and plan in, the caller's reply out; each attempt
// and the hold on the key's limits are settled exactly once, and a stream that failed after its 200 ends in one error frame.
import { Inject, Injectable } from '@nestjs/common';
import { LedgerWriter } from '#metering/ledger-writer';
import { usdText } from '#metering/money';
import { Upstreams } from '#providers/call';
import { addUsage, usageOf } from '#providers/usage';
import { ApiError, ClientGone } from '#server/errors/api-error';
import { answerHeaders } from './answer-headers.js';
import { Attempts } from './attempt.js';
import { collectReply, deliverReply } from './deliver-reply.js';
import { deliverStream, type Show } from './deliver-stream.js';
import type { Downstream } from './downstream.js';
import { fanOut } from './fan-out.js';
import { Limiter } from './limits/limiter.js';
import { planOf, type Plan, type Prepare } from './plan.js';
import { RelaySettings } from './relay-settings.js';
import type { RelayTask } from './task.js';
import { tryTargets, type Answer, type Trial } from './try-targets.js';

@Injectable()
export class Relay {
  constructor(
    @Inject(LedgerWriter) private readonly ledger: LedgerWriter,
    @Inject(Upstreams) private readonly upstreams: Upstreams,
    @Inject(RelaySettings) private readonly settings: RelaySettings,
    @Inject(Limiter) private readonly limiter: Limiter,
  ) {}

  /** Rejects with ApiError while a status can still be given, with ClientGone when the caller has left. */
  async answer(task: RelayTask, downstream: Downstream): Promise<void> {
    const plan = planOf(task);
    const held = await this.limiter.hold(task, (headers) => downstream.setHeaders(headers));
    const attempts = new Attempts(this.ledger, task);
    try {
      await this.serve(task, plan, attempts, downstream);
    } finally {
      if (held) this.limiter.settle(held, attempts);
    }
  }

  private async serve(task: RelayTask, plan: Plan, attempts: Attempts, downstream: Downstream): Promise<void> {
    if (task.asked.stream) downstream.keepAlive(this.settings);
    try {
      if (plan.kind === 'single') await this.single(task, plan.prepare, this.trialOf(plan, attempts, downstream), downstream);
      else await this.gathered(task, plan, this.trialOf(plan, attempts, downstream), downstream);
    } catch (error) {
      downstream.stopPings();
      if (!task.asked.stream || !downstream.begun || error instanceof ClientGone) throw error;
      downstream.failStream(error instanceof ApiError ? error : new ApiError('internal_error'));
      if (!(error instanceof ApiError)) throw error;
    }
  }

  private trialOf({ candidates }: Plan, attempts: Attempts, { signal }: Downstream): Omit<Trial, 'prepare'> {
    return { candidates, attempts, signal, upstreams: this.upstreams, attemptsMax: this.settings.attemptsMax };
  }

  private async single(task: RelayTask, prepare: Prepare, trial: Omit<Trial, 'prepare'>, downstream: Downstream): Promise<void> {
    if (!task.asked.stream) return tryTargets({ ...trial, prepare }, (answer) => deliverReply(answer, trial.attempts, downstream));
    await tryTargets({ ...trial, prepare }, (answer) => deliverStream(answer, showing(answer, trial.attempts, downstream)));
    downstream.end();
  }

  private async gathered(task: RelayTask, plan: Plan & { kind: 'gathered' }, trial: Omit<Trial, 'prepare'>, downstream: Downstream): Promise<void> {
    let first: Answer | undefined;
    const run = async (prepare: Prepare, signal: AbortSignal) =>
      tryTargets({ ...trial, prepare, signal }, async (answer) => {
        first ??= answer;
        return task.asked.stream ? deliverStream(answer, showing(answer, trial.attempts, downstream)) : collectReply(answer);
      });
    const parts = await fanOut(plan.branches, trial.signal, run);
    if (task.asked.stream) {
      const usage = addUsage(...parts.map((part) => part.usage ?? usageOf()));
      const model = parts[0]?.model ?? task.resolved.model.id;
      await downstream.write(plan.gathering.closing(task.asked.identity, model, usage, task.asked.includeUsage));
      return downstream.end();
    }
    const json = plan.gathering.merge(parts.filter((part) => 'bytes' in part));
    if (first) downstream.setHeaders(answerHeaders(first, trial.attempts));
    downstream.setHeaders({ 'x-aiproxy-cost-usd': usdText(trial.attempts.chargedPicoUsd) });
    downstream.send(Buffer.from(JSON.stringify(json)));
  }
}

function showing(answer: Answer, attempts: Attempts, downstream: Downstream): Show {
  return (frames, first) => {
    if (first) {
      downstream.setHeaders(answerHeaders(answer, attempts));
      downstream.beginStream();
    }
    return downstream.write(frames);
  };
}
