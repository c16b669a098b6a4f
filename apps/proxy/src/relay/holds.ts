// What a request holds while it is under way: of its key's limits and of its budgets. Taken for each model before its first attempt, settled
// once with what was really used, whatever ended the request.
import { Inject, Injectable } from '@nestjs/common';
import type { ModelRecord } from '#database/records';
import type { Attempts } from './attempts.js';
import { costOf, requireWithin, worstCase } from './budgets/estimate-cost.js';
import { Spending, type Spend } from './budgets/spending.js';
import { estimateTokens } from './limits/estimate-tokens.js';
import { Limiter, type Held } from './limits/limiter.js';
import { OutputHistory } from './limits/output-history.js';
import type { Candidate } from './routes/candidate.js';
import type { RelayTask } from './task.js';

/** Of one request. */
export interface RequestHolds {
  /** Rejects with ApiError where a limit or a budget does not let it pass: then nothing more is held. Undefined at once where nothing bounds it. */
  enter(model: ModelRecord, candidates: readonly Candidate[]): Promise<void> | undefined;
  settle(attempts: Attempts): void;
}

export interface HoldTerms {
  /** Gets the headers of a limit, on either way out. */
  show: (headers: Record<string, string>) => void;
  signal: AbortSignal;
}

@Injectable()
export class Holds {
  constructor(
    @Inject(Limiter) private readonly limiter: Limiter,
    @Inject(Spending) private readonly spending: Spending,
    @Inject(OutputHistory) private readonly outputs: OutputHistory,
  ) {}

  start(task: RelayTask, terms: HoldTerms): RequestHolds {
    const [held, spend] = [this.limiter.start(task), this.spending.start(task)];
    return {
      enter: (model, candidates) => this.enter(held, spend, { ...terms, model, candidates }),
      settle: (attempts) => this.settle(held, spend, attempts),
    };
  }

  private enter(held: Held, spend: Spend, { model, candidates, show, signal }: HoldTerms & { model: ModelRecord; candidates: readonly Candidate[] }): Promise<void> | undefined {
    const { task } = held;
    const { key } = task.caller;
    requireWithin(task.asked.headers['x-aiproxy-max-cost-usd'], () => worstCase(task, candidates, key.project.basisPoints));
    const estimate = () => costOf(candidates, key.project.basisPoints, likelyTokens(task, model, this.outputs.usual(key.id)));
    const limited = this.limiter.hold(held, model, show);
    return limited ? limited.then(() => this.spending.hold(spend, model, { estimate, signal })) : this.spending.hold(spend, model, { estimate, signal });
  }

  private settle(held: Held, spend: Spend, attempts: Attempts): void {
    const { endpoint, caller: { key } } = held.task;
    const isHeld = held.ids.length > 0 || spend.holds.size > 0;
    if (isHeld && endpoint !== 'embeddings' && attempts.outputTokens > 0) this.outputs.note(key.id, attempts.outputTokens);
    this.limiter.settle(held, attempts.tokens);
    this.spending.settle(spend, attempts);
  }
}

function likelyTokens(task: RelayTask, model: ModelRecord, usualOutput: number | undefined): { input: number; output: number } {
  const { input, likely } = estimateTokens(task, model, usualOutput);
  return { input, output: likely - input };
}
