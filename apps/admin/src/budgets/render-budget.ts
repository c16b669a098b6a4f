// Budgets as the admin API shows them.
import type { BudgetEvent } from '#database/budget-events';
import type { ManagedBudget } from '#database/budgets';
import { usdText } from '#metering/money';
import type { BudgetEventDto, StandingDto } from './budget.dto.js';
import type { Standing } from './standings.js';

export function renderBudget({ capPicoUsd, raises, archivedAt, createdAt, ...budget }: ManagedBudget) {
  const { id, name, scope, value, projectId, window, mode, thresholds, channelIds, managedBy, version } = budget;
  return {
    id, name, scope, value, projectId, window, capUsd: usdText(capPicoUsd), mode, thresholds, channelIds,
    raises: raises.map(({ amountPicoUsd, until, endedAt, ...raise }) => ({
      id: raise.id, amountUsd: usdText(amountPicoUsd), until: until.toISOString(), reason: raise.reason, createdBy: raise.createdBy,
      createdAt: raise.createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null,
    })),
    archivedAt: archivedAt?.toISOString() ?? null, managedBy, version, createdAt: createdAt.toISOString(),
  };
}

export function renderStanding({ startMs, endsAtMs, capPicoUsd, spentPicoUsd, heldPicoUsd, source }: Standing): StandingDto {
  return {
    from: new Date(startMs).toISOString(), until: endsAtMs === Infinity ? null : new Date(endsAtMs).toISOString(),
    capUsd: usdText(capPicoUsd), spentUsd: usdText(spentPicoUsd), heldUsd: heldPicoUsd === null ? null : usdText(heldPicoUsd), source,
  };
}

export function renderBudgetEvent({ id, percent, windowStart, at, spentPicoUsd, capPicoUsd }: BudgetEvent): BudgetEventDto {
  return { id, percent, windowStart: windowStart.toISOString(), at: at.toISOString(), spentUsd: usdText(spentPicoUsd), capUsd: usdText(capPicoUsd) };
}
