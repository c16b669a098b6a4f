// The failures on purpose that a proxy has to know of: those under way and those ahead.
import type { Client } from './client.js';
import type { DrillRecord } from './records.js';

export async function loadDrills(client: Client, now: Date): Promise<DrillRecord[]> {
  const rows = await client.drill.findMany({ where: { endsAt: { gt: now }, endedAt: null }, orderBy: { id: 'asc' } });
  return rows.map(({ id, projectId, providerId, targetId, effect, share, delayMs, failPercent, startsAt, endsAt }) => ({
    id, projectId, providerId, targetId, effect: effect as DrillRecord['effect'], share, delayMs, failPercent, startsAt, endsAt,
  }));
}
