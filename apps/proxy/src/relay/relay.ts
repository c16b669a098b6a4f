// The relay: answers one request by one or more attempts. Resolved model and plan in, the caller's reply out; each attempt
// and the hold on the key's limits are settled exactly once, and a stream that failed after its 200 ends in one error frame.
import { Inject, Injectable } from '@nestjs/common';
import { usdText } from '#metering/money';
import { spliceCost, spliceCostIntoFrames } from '#providers/splice-cost';
import { addUsage, usageOf } from '#providers/usage';
import { ApiError, ClientGone } from '#server/errors/api-error';
import { answerHeaders } from './answer-headers.js';
import { Bookings } from './attempts.js';
import { collectReply, deliverReply, type Recipient } from './deliver-reply.js';
import { deliverStream, type Show } from './deliver-stream.js';
import type { Downstream } from './downstream.js';
import { fanOut, type BranchSignals } from './fan-out.js';
import { Drills } from './drills/drills.js';
import { HangUp } from './hang-up.js';
import { Holds } from './holds.js';
import { planOf, type Plan, type Prepare } from './plan.js';
import type { Candidate } from './routes/candidate.js';
import { RelaySettings } from './relay-settings.js';
import type { RelayTask } from './task.js';
import { TargetTrials, type Answer, type Trial } from './try-targets.js';

type PlannedTrial = Omit<Trial, 'prepare'> & { hangUp: HangUp; usageCost: boolean };

@Injectable()
export class Relay {
  constructor(
    @Inject(Bookings) private readonly bookings: Bookings,
    @Inject(TargetTrials) private readonly trials: TargetTrials,
    @Inject(RelaySettings) private readonly settings: RelaySettings,
    @Inject(Holds) private readonly holds: Holds,
    @Inject(Drills) private readonly drills: Drills,
  ) {}

  /** Rejects with ApiError while a status can still be given, with ClientGone when the caller has left. */
  async answer(task: RelayTask, downstream: Downstream): Promise<void> {
    const plan = planOf(task);
    const attempts = this.bookings.start(task, plan.kind === 'single' ? 1 : plan.branches.length);
    const hangUp = new HangUp(downstream.signal, task.caller.key.project.onHangUp === 'drain' ? this.settings : undefined);
    const held = this.holds.start(task, { signal: downstream.signal, show: (headers) => downstream.setHeaders(headers) });
    const enter = (candidate: Candidate) => (candidate.model === task.resolved.model ? undefined : held.enter(candidate.model, [candidate]));
    try {
      await held.enter(task.resolved.model, plan.route.candidates);
      await this.serve(task, plan, this.trialOf(task, { plan, attempts, enter, hangUp }), downstream);
    } finally {
      hangUp.end();
      held.settle(attempts);
    }
  }

  private async serve(task: RelayTask, plan: Plan, trial: PlannedTrial, downstream: Downstream): Promise<void> {
    if (task.asked.stream) downstream.keepAlive(this.settings);
    try {
      if (plan.kind === 'single') await this.single(task, plan.prepare, trial, downstream);
      else await this.gathered(task, plan, trial, downstream);
    } catch (error) {
      downstream.stopPings();
      if (!task.asked.stream || !downstream.begun || error instanceof ClientGone) throw error;
      downstream.failStream(error instanceof ApiError ? error : new ApiError('internal_error'));
      if (!(error instanceof ApiError)) throw error;
    }
  }

  private trialOf(task: RelayTask, { plan, attempts, enter, hangUp }: Pick<PlannedTrial, 'attempts' | 'enter' | 'hangUp'> & { plan: Plan }): PlannedTrial {
    const { caller, strict, usageCost, deadlineMs, asked: { stream } } = task;
    const drills = this.drills.of(caller.key.project.id, task.openedAt.getTime());
    return { route: plan.route, attempts, enter, strict, usageCost, deadlineMs, stream, drills, hangUp, signal: hangUp.left, callSignal: hangUp.signal };
  }

  private async single(task: RelayTask, prepare: Prepare, trial: PlannedTrial, downstream: Downstream): Promise<void> {
    const to = { ...trial, downstream };
    if (!task.asked.stream) return this.trials.run({ ...trial, prepare }, (answer) => deliverReply(answer, to));
    await this.trials.run({ ...trial, prepare }, (answer) => deliverStream(answer, showing(answer, to), { hangUp: to.hangUp, closing: (frames) => costed(frames, to) }));
    downstream.end();
  }

  private async gathered(task: RelayTask, plan: Plan & { kind: 'gathered' }, trial: PlannedTrial, downstream: Downstream): Promise<void> {
    let first: Answer | undefined;
    const run = async (prepare: Prepare, signals: BranchSignals) =>
      this.trials.run({ ...trial, ...signals, prepare }, async (answer) => {
        if (task.asked.stream) return deliverStream(answer, showing(answer, { ...trial, downstream }), { hangUp: trial.hangUp, closing: (frames) => frames });
        const read = await collectReply(answer, trial.hangUp);
        first ??= answer;
        return read;
      });
    const parts = await fanOut(plan.branches, trial, run);
    if (task.asked.stream) {
      const usage = addUsage(...parts.map((part) => part.usage ?? usageOf()));
      const model = parts[0]?.model ?? task.resolved.model.id;
      await downstream.write(costed(plan.gathering.closing(task.asked.identity, model, usage, task.asked.includeUsage), trial));
      return downstream.end();
    }
    const json = plan.gathering.merge(parts.filter((part) => 'bytes' in part));
    if (first) downstream.setHeaders(answerHeaders(first, trial.attempts));
    const [cost, bytes] = [usdText(trial.attempts.chargedPicoUsd), Buffer.from(JSON.stringify(json))];
    downstream.setHeaders({ 'x-aiproxy-cost-usd': cost });
    downstream.send(trial.usageCost ? spliceCost(bytes, cost) : bytes);
  }
}

/** What the caller asked to see of the cost, by what is settled. */
function costed(frames: Buffer | string, { usageCost, attempts }: Pick<PlannedTrial, 'usageCost' | 'attempts'>): Buffer | string {
  return usageCost ? spliceCostIntoFrames(frames, usdText(attempts.chargedPicoUsd)) : frames;
}

function showing(answer: Answer, { attempts, downstream }: Pick<Recipient, 'attempts' | 'downstream'>): Show {
  return (frames, first) => {
    if (first) {
      downstream.setHeaders(answerHeaders(answer, attempts));
      downstream.beginStream();
    }
    return downstream.write(frames);
  };
}
