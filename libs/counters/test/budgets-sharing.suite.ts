// What shared budgets guarantee beyond those of one process: however many instances there are, each cap is one.
import type { BudgetStore } from '../src/budget-store.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const window = `b1 ${noon}`;
const endsAtMs = noon + 86_400_000;

/** `create` gives two instances on one store that knows nothing yet. */
export function describeBudgetsSharing(name: string, create: () => Promise<readonly [BudgetStore, BudgetStore]> | readonly [BudgetStore, BudgetStore]): void {
  describe(`${name} shared by two processes`, () => {
    const hold = (budgets: BudgetStore, id: string, estimatePicoUsd: bigint, capPicoUsd: bigint) =>
      budgets.hold({ id, budgets: [{ window, capPicoUsd, endsAtMs }], estimatePicoUsd, expiresInMs: 60_000 }, noon);
    const seed = (budgets: BudgetStore, spentPicoUsd: bigint) => budgets.seed({ window, spentPicoUsd, endsAtMs, asOfMs: noon }, noon);

    it('never hold and spend more than the cap when 200 ask both at once, and hold nothing afterwards', async () => {
      const both = await create();
      await seed(both[0], 10n ** 18n);
      const cap = 10n ** 18n + 1000n;
      const run = async (at: number) => {
        const { allowed, budgets } = await hold(both[at % 2], `r${at}`, 70n, cap);
        expect(budgets[0].spentPicoUsd + budgets[0].heldPicoUsd).toBeLessThanOrEqual(cap);
        if (allowed) await both[(at + 1) % 2].settle(`r${at}`, BigInt(at % 71), noon);
        return allowed ? BigInt(at % 71) : 0n;
      };
      const spent = (await Promise.all(Array.from({ length: 200 }, (_, at) => run(at)))).reduce((sum, one) => sum + one, 0n);
      expect(spent).toBeLessThanOrEqual(1000n);
      expect(await both[1].state(window, noon)).toEqual({ window, spentPicoUsd: 10n ** 18n + spent, heldPicoUsd: 0n });
    });

    it('let exactly as many pass as fit when all ask at once', async () => {
      const both = await create();
      await seed(both[1], 5n);
      const results = await Promise.all(Array.from({ length: 200 }, (_, at) => hold(both[at % 2], `r${at}`, 10n, 505n)));
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(50);
      const refused = results.filter(({ allowed }) => !allowed);
      expect(new Set(refused.map((result) => result.refused?.heldPicoUsd))).toEqual(new Set([500n]));
    });

    it('seed once: one of both gets the lock, and a seed that comes late changes nothing', async () => {
      const both = await create();
      const locks = await Promise.all(Array.from({ length: 20 }, (_, at) => both[at % 2].lockSeed(window, noon)));
      expect(locks.filter(Boolean)).toHaveLength(1);
      const seeds = await Promise.all([seed(both[0], 1n), seed(both[1], 2n)]);
      expect(seeds.filter(Boolean)).toHaveLength(1);
      expect((await both[0].state(window, noon))?.spentPicoUsd).toBe(seeds[0] ? 1n : 2n);
    });

    it('settle, renew and replay what another has held', async () => {
      const [one, another] = await create();
      await seed(one, 0n);
      for (const id of ['a', 'b', 'c']) await hold(one, id, 10n, 100n);
      await another.settle('a', 1n, noon);
      await another.addSpent('b', [window], 2n, noon);
      await one.settle('b', 2n, noon);
      await another.renew(['c'], 60_000, noon + 59_999);
      expect(await one.state(window, noon + 60_001)).toEqual({ window, spentPicoUsd: 3n, heldPicoUsd: 10n });
    });
  });
}
