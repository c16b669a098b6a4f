// The budgets that a request comes under: its estimated cost is held of all of them before the first attempt, and settled once with what it
// really cost. Budgets of a model are held when the model's turn comes, since only what it served counts there.
import { Inject, Injectable } from '@nestjs/common';
import { matchesPattern } from '#access/grants';
import type { BudgetState } from '#counters/budget-store';
import type { Counters } from '#counters/counters';
import type { BudgetRecord } from '#database/budget-record';
import type { LedgerRecord, ModelRecord } from '#database/records';
import { DatabaseError } from '#database/errors';
import { Snapshot } from '#database/snapshot';
import { budgetsOf, indexBudgets, type BudgetFacts, type BudgetIndex } from '#metering/budgets/budgets-of';
import { capAt } from '#metering/budgets/cap';
import { ThresholdNotes } from '#metering/budgets/threshold-notes';
import { rememberWindows, windowName } from '#metering/budgets/windows';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import { countersToken } from '../../gate/rate-storage.js';
import type { RelayTask } from '../task.js';
import { refuseBudget } from './refuse-budget.js';
import { BudgetSeeds, type AskedWindow } from './seed-windows.js';

/** What is held of a request's budgets, by what it is settled with. */
export interface Spend {
  task: RelayTask;
  /** By id in the counters. */
  holds: Map<string, SpendHold>;
  /** Held of the budgets that all models of the request count in. */
  estimatePicoUsd: bigint;
}

/** `share` of what the request has cost in the end. */
interface SpendHold { windows: AskedWindow[]; share: (charged: Charged) => bigint }

/** What the attempts of a request have cost, in pico-USD. */
export interface Charged { chargedPicoUsd: bigint; chargedBy(modelId: string): bigint; writtenMs: number }

interface Rules { budgets: readonly BudgetRecord[]; index: BudgetIndex; spanOf: ReturnType<typeof rememberWindows> }

const holdExpiryMs = 60_000;
const renewEveryMs = 20_000;
/** Longer nobody waits for a window to be seeded, here or by another process. */
const patienceMs = 10_000;

@Injectable()
export class Spending {
  private readonly open = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private rules: Rules | undefined;

  constructor(
    @Inject(countersToken) private readonly counters: Counters,
    @Inject(Snapshot) private readonly snapshot: Snapshot,
    @Inject(BudgetSeeds) private readonly seeds: BudgetSeeds,
    @Inject(ThresholdNotes) private readonly thresholds: ThresholdNotes,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  start(task: RelayTask): Spend {
    return { task, holds: new Map(), estimatePicoUsd: 0n };
  }

  /**
   * Undefined at once where there are no budgets. Else a promise that rejects with ApiError `insufficient_quota`, or with
   * `database_unavailable` where nobody knows what is spent of a hard one. `estimate` in pico-USD is asked for only when it counts.
   */
  hold(spend: Spend, model: ModelRecord, { estimate, signal }: { estimate: () => bigint; signal: AbortSignal }): Promise<void> | undefined {
    const { index } = this.current();
    if (index.isEmpty) return undefined;
    const budgets = budgetsOf(factsOf(spend.task, model), index);
    return budgets.length === 0 ? undefined : this.take(spend, { model, budgets, estimate: estimate(), signal });
  }

  /** Once for each request. */
  settle({ holds }: Spend, charged: Charged): void {
    for (const [id, { share, windows }] of holds) {
      this.open.delete(id);
      // Nobody waits for it: what the counters do not hear of now, the ledger tells them.
      void this.counters.budgets.settle(id, share(charged), charged.writtenMs).then((states) => this.note(windows, states)).catch(() => undefined);
    }
  }

  /** What a dead process has written down and may not have settled: told again, it counts once. */
  async replayed(rows: readonly LedgerRecord[]): Promise<void> {
    const { index } = this.current();
    if (index.isEmpty) return;
    const spent = new Map<string, { windows: string[]; amount: bigint; writtenMs: number }>();
    for (const row of rows) {
      const windows = this.windowsOf(budgetsOf({ ...row, modelId: row.modelServed }, index), row.openedAt.getTime());
      for (const [id, those] of byHold(row.requestId, row.modelServed, windows)) {
        const before = spent.get(id)?.amount ?? 0n;
        spent.set(id, { windows: those.map(({ window }) => window), amount: before + row.chargedPicoUsd, writtenMs: row.openedAt.getTime() + row.totalMs });
      }
    }
    for (const [id, { windows, amount, writtenMs }] of spent) await this.counters.budgets.addSpent(id, windows, amount, writtenMs);
  }

  /** What this process holds now. */
  get openHolds(): number {
    return this.open.size;
  }

  /** For those under way. By the timer, which runs as long as there are any. */
  async renew(): Promise<void> {
    if (this.open.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    } else {
      await this.counters.budgets.renew([...this.open], holdExpiryMs, this.clock.now()).catch(() => undefined); // the next one may come through
    }
  }

  private async take(spend: Spend, { model, budgets, estimate, signal }: { model: ModelRecord; budgets: readonly BudgetRecord[]; estimate: bigint; signal: AbortSignal }): Promise<void> {
    const { requestId, openedAt } = spend.task;
    for (const [id, windows] of byHold(requestId, model.id, this.windowsOf(budgets, openedAt.getTime()))) {
      const ofModel = id !== requestId;
      if (!spend.holds.has(id)) {
        await this.takeOne(id, windows, estimate, signal);
        this.keep(spend, id, { windows, share: (charged) => (ofModel ? charged.chargedBy(model.id) : charged.chargedPicoUsd) });
      } else if (!ofModel && estimate > spend.estimatePicoUsd) {
        // A dearer model than the one before: the difference is held beside it; what it costs is settled there.
        await this.takeOne(`${id} up to ${model.id}`, windows, estimate - spend.estimatePicoUsd, signal);
        this.keep(spend, `${id} up to ${model.id}`, { windows, share: () => 0n });
      }
    }
    if (estimate > spend.estimatePicoUsd) spend.estimatePicoUsd = estimate;
  }

  private keep(spend: Spend, id: string, hold: SpendHold): void {
    spend.holds.set(id, hold);
    this.open.add(id);
    this.timer ??= setInterval(() => void this.renew(), renewEveryMs).unref();
  }

  private async takeOne(id: string, windows: AskedWindow[], estimatePicoUsd: bigint, signal: AbortSignal): Promise<void> {
    const giveUpAt = this.clock.now() + patienceMs;
    for (;;) {
      const now = this.clock.now();
      const asked = windows.map(({ budget, window, endsAtMs }) => ({ window, endsAtMs, capPicoUsd: budget.mode === 'hard' ? capAt(budget, now) : null }));
      const { unknown, refused } = await this.counters.budgets.hold({ id, budgets: asked, estimatePicoUsd, expiresInMs: holdExpiryMs }, now);
      if (refused) throw refuseBudget(windows.find(({ window }) => window === refused.window)!.budget, refused);
      if (unknown.length === 0) return;
      if (now > giveUpAt) throw new ApiError('database_unavailable', { internal: 'the windows of budgets were not seeded in time' });
      try {
        await this.seeds.seed(windows.filter(({ window }) => unknown.includes(window)), signal);
      } catch (error) {
        // Soft budgets refuse nobody, and what they miss is in the ledger.
        if (!(error instanceof DatabaseError)) throw error;
        if (windows.every(({ budget }) => budget.mode === 'soft')) return;
        throw new ApiError('database_unavailable', { internal: `what is spent of a budget cannot be read: ${error.kind}` });
      }
    }
  }

  private note(windows: readonly AskedWindow[], states: readonly BudgetState[]): void {
    for (const { window, spentPicoUsd } of states) {
      const of = windows.find((one) => one.window === window);
      if (of) this.thresholds.noteThresholds(of.budget, of.startMs, spentPicoUsd, this.clock.now());
    }
  }

  private windowsOf(budgets: readonly BudgetRecord[], atMs: number): AskedWindow[] {
    const { spanOf } = this.current();
    return budgets.map((budget) => {
      const { startMs, endsAtMs } = spanOf(budget.window, atMs);
      return { budget, startMs, endsAtMs, window: windowName(budget.id, startMs) };
    });
  }

  /** Made anew when the configuration changed. */
  private current(): Rules {
    const { budgets, settings } = this.snapshot;
    if (this.rules?.budgets !== budgets) this.rules = { budgets, index: indexBudgets(budgets, matchesPattern), spanOf: rememberWindows(settings) };
    return this.rules;
  }
}

/** What a model's budgets count is a part of what the others do: it is held under an id of its own. */
function byHold(requestId: string, modelId: string, windows: readonly AskedWindow[]): [string, AskedWindow[]][] {
  const ofModel = windows.filter(({ budget }) => budget.scope === 'model');
  const others = windows.filter(({ budget }) => budget.scope !== 'model');
  return ([[requestId, others], [`${requestId} ${modelId}`, ofModel]] as [string, AskedWindow[]][]).filter(([, those]) => those.length > 0);
}

function factsOf({ caller: { key }, endUser, tags }: RelayTask, model: ModelRecord): BudgetFacts {
  return { keyId: key.id, projectId: key.project.id, memberId: key.ownerId, endUser, tags, modelId: model.id };
}
