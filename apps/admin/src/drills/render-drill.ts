// Drills and their reports as the admin API shows them.
import type { DrillReport, DrillState, ManagedDrill } from '#database/drills';
import type { DrillDto } from './drill.dto.js';
import type { DrillReportDto } from './drill-report.dto.js';

export function renderDrill(drill: ManagedDrill, now: Date): DrillDto {
  const { startsAt, endsAt, endedAt, createdAt } = drill;
  return {
    ...drill, state: stateOf(drill, now), startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), endedAt: endedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function stateOf({ startsAt, endsAt, endedAt }: ManagedDrill, now: Date): DrillState {
  if (endedAt !== null || endsAt <= now) return 'over';
  return startsAt > now ? 'ahead' : 'under-way';
}

export function renderReport(drillId: string, { from, until, attempts, ...counts }: DrillReport): DrillReportDto {
  const attemptsPerRequest = counts.met === 0 ? null : Math.round((attempts * 100) / counts.met) / 100;
  return { drillId, from: from.toISOString(), until: until.toISOString(), ...counts, attemptsPerRequest };
}
