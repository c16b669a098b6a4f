// What every implementation of the counters guarantees about budgets: what is spent, what is held, and where that comes from.
import { type AskedBudget, type BudgetHold, type BudgetStore, expiredKeptMs, seedLockMs, settledKeptMs } from '../src/budget-store.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const dayMs = 86_400_000;
const day = `b1 ${noon}`;
const month = `b2 ${noon}`;
const budget = (capPicoUsd: bigint | null, window = day, endsAtMs = noon + dayMs): AskedBudget => ({ window, capPicoUsd, endsAtMs });
const holdOf = (id: string, estimatePicoUsd: bigint, ...budgets: AskedBudget[]): BudgetHold => ({ id, budgets, estimatePicoUsd, expiresInMs: 60_000 });

/** `create` gives budgets that know nothing yet, each time it is called. */
export function describeBudgetStore(name: string, create: () => BudgetStore | Promise<BudgetStore>): void {
  describe(`${name} as budgets`, () => {
    let budgets: BudgetStore;
    beforeEach(async () => {
      budgets = await create();
    });
    const seed = (spentPicoUsd: bigint, window = day, asOfMs = noon) => budgets.seed({ window, spentPicoUsd, endsAtMs: noon + dayMs, asOfMs }, noon);
    const hold = (id: string, estimate: bigint, cap: bigint | null, nowMs = noon) => budgets.hold(holdOf(id, estimate, budget(cap)), nowMs);
    /** What is spent and held. */
    const stands = async (window = day, nowMs = noon) => {
      const state = await budgets.state(window, nowMs);
      return state && [state.spentPicoUsd, state.heldPicoUsd];
    };

    it('says which windows it does not know, and holds in none', async () => {
      await seed(5n);
      const result = await budgets.hold(holdOf('a', 10n, budget(100n), budget(100n, month), budget(null, 'b3 0')), noon);
      expect(result).toMatchObject({ allowed: false, budgets: [], refused: null, unknown: [month, 'b3 0'] });
      expect([await stands(), await stands(month)]).toEqual([[5n, 0n], null]);
    });

    it('knows whose estimates are held, each once, until they are settled or have expired', async () => {
      await seed(0n);
      await seed(0n, month);
      await expect(budgets.holds(noon)).resolves.toEqual([]);
      await budgets.hold(holdOf('a b', 5n, budget(100n), budget(100n, month)), noon);
      await budgets.hold(holdOf('b', 5n, budget(100n)), noon + 30_000);
      await budgets.hold(holdOf('c', 5n, budget(100n)), noon + 30_000);
      await budgets.settle('c', 1n, noon + 30_000);
      expect((await budgets.holds(noon + 59_999)).sort()).toEqual(['a b', 'b']);
      await expect(budgets.holds(noon + 60_000)).resolves.toEqual(['b']);
    });

    it('holds an estimate in all budgets up to the cap of each', async () => {
      await seed(50n);
      await seed(0n, month);
      const result = await budgets.hold(holdOf('a', 50n, budget(100n), budget(50n, month)), noon);
      expect(result).toMatchObject({ allowed: true, refused: null, unknown: [] });
      expect(result.budgets).toEqual([{ ...budget(100n), spentPicoUsd: 50n, heldPicoUsd: 50n }, { ...budget(50n, month), spentPicoUsd: 0n, heldPicoUsd: 50n }]);
      expect([await stands(), await stands(month)]).toEqual([[50n, 50n], [0n, 50n]]);
    });

    it('refuses what would exceed one of the caps, holds nowhere, and names of several the one that ends last', async () => {
      await seed(10n);
      await seed(20n, month);
      await hold('other', 5n, 100n);
      const result = await budgets.hold(holdOf('a', 86n, budget(100n), budget(100n, month, noon + 30 * dayMs), budget(null, day)), noon);
      expect(result).toMatchObject({ allowed: false, refused: { window: month, capPicoUsd: 100n, spentPicoUsd: 20n, heldPicoUsd: 0n }, unknown: [] });
      expect(result.budgets[0]).toMatchObject({ window: day, spentPicoUsd: 10n, heldPicoUsd: 5n });
      expect([await stands(), await stands(month)]).toEqual([[10n, 5n], [20n, 0n]]);
    });

    it('lets an estimate of nothing pass at the cap, not above it', async () => {
      await seed(100n);
      expect((await hold('a', 0n, 100n)).allowed).toBe(true);
      expect((await hold('b', 0n, 99n)).allowed).toBe(false);
      expect((await hold('c', 1n, 100n)).allowed).toBe(false);
    });

    it('refuses nothing without a cap', async () => {
      await seed(10n ** 18n);
      expect(await hold('a', 10n ** 18n, null)).toMatchObject({ allowed: true, budgets: [{ capPicoUsd: null, heldPicoUsd: 10n ** 18n }] });
    });

    it.each([2n ** 53n, 10n ** 12n, 10n ** 18n, 10n ** 21n])('counts to the last pico-USD around %s', async (cap) => {
      await seed(cap - 2n);
      expect((await hold('a', 3n, cap)).allowed).toBe(false);
      expect((await hold('b', 1n, cap)).allowed).toBe(true);
      expect((await hold('c', 2n, cap)).allowed).toBe(false);
      expect((await hold('d', 1n, cap)).allowed).toBe(true);
      await budgets.settle('b', cap + 1n, noon);
      await budgets.settle('d', 0n, noon);
      expect(await stands()).toEqual([cap * 2n - 1n, 0n]);
      expect((await hold('e', 0n, cap * 2n - 1n)).allowed).toBe(true);
      expect((await hold('f', 0n, cap * 2n - 2n)).allowed).toBe(false);
    });

    it('compares exactly what is left after holds of parts of a dollar have ended', async () => {
      const tenth = 10n ** 11n;
      await seed(0n);
      await hold('a', 6n * tenth, null);
      await hold('b', 4n * tenth, null);
      await budgets.settle('a', 0n, noon);
      expect((await hold('c', 5n * tenth, 9n * tenth - 1n)).allowed).toBe(false);
      expect((await hold('c', 5n * tenth, 9n * tenth)).allowed).toBe(true);
      expect(await stands()).toEqual([0n, 9n * tenth]);
    });

    it('puts what was spent in place of what was held, once, and tells how the windows stand', async () => {
      await seed(1n);
      await seed(2n, month);
      await budgets.hold(holdOf('a', 50n, budget(100n), budget(100n, month)), noon);
      const settled = await budgets.settle('a', 60n, noon);
      expect(new Set(settled)).toEqual(new Set([{ window: day, spentPicoUsd: 61n, heldPicoUsd: 0n }, { window: month, spentPicoUsd: 62n, heldPicoUsd: 0n }]));
      expect(await budgets.settle('a', 60n, noon)).toEqual([]);
      expect(await budgets.settle('never', 60n, noon)).toEqual([]);
      expect([await stands(), await stands(month)]).toEqual([[61n, 0n], [62n, 0n]]);
    });

    it('takes nothing for an id that it knows, held or settled', async () => {
      await seed(0n);
      await hold('a', 60n, 100n);
      expect(await hold('a', 60n, 100n)).toMatchObject({ allowed: true, budgets: [{ heldPicoUsd: 60n }] });
      await budgets.settle('a', 60n, noon);
      expect(await hold('a', 60n, 100n)).toMatchObject({ allowed: true, budgets: [{ spentPicoUsd: 60n, heldPicoUsd: 0n }] });
    });

    it('can be asked again under the same id after a refusal and after seeding', async () => {
      expect((await hold('a', 60n, 100n)).unknown).toEqual([day]);
      await seed(50n);
      expect((await hold('a', 60n, 100n)).allowed).toBe(false);
      expect((await hold('a', 60n, 110n)).allowed).toBe(true);
    });

    it('no longer counts a hold that has expired, but what it has spent when it is settled after all', async () => {
      await seed(0n);
      await hold('a', 60n, 100n);
      expect((await hold('b', 60n, 100n, noon + 59_999)).allowed).toBe(false);
      expect((await hold('b', 60n, 100n, noon + 60_000)).allowed).toBe(true);
      await budgets.settle('a', 30n, noon + 61_000);
      expect(await stands(day, noon + 61_000)).toEqual([30n, 60n]);
      expect(await stands(day, noon + 60_000 + 60_000)).toEqual([30n, 0n]);
    });

    it('keeps renewed holds, and holds an expired one again, above the cap if need be', async () => {
      await seed(0n);
      await hold('a', 60n, 100n);
      await budgets.renew(['a', 'never'], 60_000, noon + 30_000);
      expect(await stands(day, noon + 89_999)).toEqual([0n, 60n]);
      expect((await hold('b', 60n, 100n, noon + 90_000)).allowed).toBe(true);
      await budgets.renew(['a'], 60_000, noon + 90_000);
      await budgets.renew(['a'], 60_000, noon + 90_000);
      expect(await stands(day, noon + 90_000)).toEqual([0n, 120n]);
      await budgets.settle('a', 1n, noon + 90_000);
      await budgets.renew(['a'], 60_000, noon + 90_000);
      expect(await stands(day, noon + 90_000)).toEqual([1n, 60n]);
    });

    it('adds spend of a replay once per id, settles the hold if there is one, and takes corrections', async () => {
      await seed(0n);
      await seed(0n, month);
      await hold('held', 60n, 100n);
      await budgets.addSpent('held', [day, month], 10n, noon);
      await budgets.addSpent('lost', [day], 5n, noon);
      for (const id of ['held', 'lost']) await budgets.addSpent(id, [day, month], 40n, noon);
      await budgets.settle('held', 40n, noon);
      await budgets.addSpent('correction', [month], -(10n ** 13n) - 3n, noon);
      expect([await stands(), await stands(month)]).toEqual([[15n, 0n], [10n - 10n ** 13n - 3n, 0n]]);
    });

    it('seeds a window once and never over another seed', async () => {
      expect(await seed(7n)).toBe(true);
      await hold('a', 1n, 100n);
      expect(await seed(90n)).toBe(false);
      expect(await stands()).toEqual([7n, 1n]);
    });

    it('lets one at a time seed a window, until it is seeded or the lock is over', async () => {
      const locks = await Promise.all(Array.from({ length: 10 }, () => budgets.lockSeed(day, noon)));
      expect(locks.filter(Boolean)).toHaveLength(1);
      expect(await budgets.lockSeed(month, noon)).toBe(true);
      await seed(0n);
      expect(await budgets.lockSeed(day, noon)).toBe(true);
    });

    it('adds to a seed what was told since it was read, and nothing that it has', async () => {
      await budgets.addSpent('in-it', [day], 1n, noon - 1);
      await budgets.addSpent('after', [day], 20n, noon);
      await budgets.addSpent('after', [day], 20n, noon);
      await seed(300n, day, noon);
      await budgets.addSpent('in-it-too', [day], 4000n, noon - 1);
      await budgets.addSpent('later', [day], 50_000n, noon + 1);
      expect(await stands()).toEqual([50_320n, 0n]);
    });

    it('adds what a hold has spent, whatever a clock that is behind says of when', async () => {
      await seed(0n);
      await hold('a', 60n, 100n);
      await budgets.settle('a', 30n, noon - 5000);
      expect(await stands()).toEqual([30n, 0n]);
    });

    it('holds nothing for a request without budgets', async () => {
      expect(await budgets.hold(holdOf('a', 5n), noon)).toMatchObject({ allowed: true, budgets: [], refused: null, unknown: [] });
      expect(await budgets.settle('a', 5n, noon)).toEqual([]);
    });

    it('takes whatever windows and ids are called', async () => {
      const odd = 'at:settled "é" {x} 1';
      await seed(1n, odd);
      await budgets.hold(holdOf('id with space', 2n, budget(null, odd)), noon);
      expect(await stands(odd)).toEqual([1n, 2n]);
      await budgets.settle('id with space', 4n, noon);
      expect(await stands(odd)).toEqual([5n, 0n]);
    });
  });
}

/** For stores whose time is told: those that forget by the server's clock are asked how long they keep their keys. */
export function describeForgetting(name: string, create: () => BudgetStore & { size: number }): void {
  describe(`${name} as budgets over time`, () => {
    it('frees the lock of a seed that never came', async () => {
      const budgets = create();
      expect(await budgets.lockSeed(day, noon)).toBe(true);
      expect(await budgets.lockSeed(day, noon + seedLockMs - 1)).toBe(false);
      expect(await budgets.lockSeed(day, noon + seedLockMs)).toBe(true);
    });

    it('keeps a window for a day beyond its end, then it has to be seeded again', async () => {
      const budgets = create();
      await budgets.seed({ window: day, spentPicoUsd: 1n, endsAtMs: noon + 1000, asOfMs: noon }, noon);
      expect(await budgets.state(day, noon + 1000 + dayMs - 1)).not.toBeNull();
      expect(await budgets.state(day, noon + 1000 + dayMs)).toBeNull();
    });

    it('does not pile up what is over', async () => {
      const budgets = create();
      const round = async (name: string, startMs: number) => {
        for (let at = 0; at < 500; at += 1) {
          const window = `${name} ${at}`;
          await budgets.lockSeed(window, startMs);
          await budgets.seed({ window, spentPicoUsd: 0n, endsAtMs: startMs, asOfMs: startMs }, startMs);
          await budgets.hold(holdOf(`${name}-lost-${at}`, 1n, budget(null, window, startMs)), startMs);
          await budgets.addSpent(`${name}-done-${at}`, [window, `${name} unknown`], 1n, startMs);
        }
        return budgets.size;
      };
      const lasting = ['total 1', 'total 2'];
      for (const window of lasting) await budgets.seed({ window, spentPicoUsd: 0n, endsAtMs: Infinity, asOfMs: noon }, noon);
      const first = await round('first', noon);
      for (const window of lasting) await budgets.hold(holdOf(window, 1n, budget(null, window, Infinity)), noon);
      expect(await round('second', noon + 2 * dayMs + expiredKeptMs + settledKeptMs)).toBeLessThanOrEqual(first + 20);
    });
  });
}
