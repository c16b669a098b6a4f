// Sums of the ledger that the proof found wrong are made anew from the ledger, beside a running AIProxy or without it.
import { RollupRepository } from '#database/rollups/rollups';
import { withInstallation } from './with-installation.js';

/** `month`: like `2026-11`; left out: all, and the quarter-hours. One after the other, so that writers get their turns in between. */
export function rebuildRollups(env: NodeJS.ProcessEnv, month: string | undefined, now: Date): Promise<{ months: string[] }> {
  return withInstallation(env, async (database) => {
    const rollups = new RollupRepository(database);
    const months = month === undefined ? await rollups.months() : [`${month}-01`];
    for (const first of months) await rollups.rebuild(first);
    if (month === undefined) await rollups.rebuildQuarterHours(now);
    return { months: months.map((first) => first.slice(0, 7)) };
  });
}
