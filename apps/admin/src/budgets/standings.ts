// How a budget stands in the window that we are in: by the counters that the proxies go by, else by the ledger.
import { Inject, Injectable } from '@nestjs/common';
import type { BudgetReader } from '#counters/read-budgets';
import { BudgetRepository, type ManagedBudget } from '#database/budgets';
import { SettingsRepository } from '#database/settings';
import { capAt } from '#metering/budgets/cap';
import { windowAt, windowName, type WindowSpan } from '#metering/budgets/windows';
import { Clock } from '#server/clock';

/** Under which what knows the proxies' counters is injected. */
export const budgetReaderToken = Symbol('BudgetReader');

export interface Standing extends WindowSpan {
  /** With the raises that count now. */
  capPicoUsd: bigint;
  spentPicoUsd: bigint;
  /** Null where only the ledger tells. */
  heldPicoUsd: bigint | null;
  source: 'counters' | 'ledger';
}

@Injectable()
export class Standings {
  constructor(
    @Inject(budgetReaderToken) private readonly counters: Pick<BudgetReader, 'state'>, private readonly budgets: BudgetRepository,
    private readonly settings: SettingsRepository, private readonly clock: Clock,
  ) {}

  async of(budget: ManagedBudget): Promise<Standing> {
    const nowMs = this.clock.now();
    const span = windowAt(budget.window, await this.settings.read(), nowMs);
    const raises = budget.raises.filter(({ endedAt }) => endedAt === null);
    const capPicoUsd = capAt({ ...budget, raises }, nowMs);
    const state = budget.archivedAt === null ? await this.counters.state(windowName(budget.id, span.startMs), nowMs) : null;
    if (state) return { ...span, capPicoUsd, spentPicoUsd: state.spentPicoUsd, heldPicoUsd: state.heldPicoUsd, source: 'counters' };
    const { startMs, endsAtMs } = span;
    const spentPicoUsd = await this.budgets.spent(budget, { from: new Date(startMs), until: endsAtMs === Infinity ? null : new Date(endsAtMs) });
    return { ...span, capPicoUsd, spentPicoUsd, heldPicoUsd: null, source: 'ledger' };
  }
}
