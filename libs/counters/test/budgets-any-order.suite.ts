// Whatever is asked of budgets, in whatever order: what they answer is compared to a model that is too plain to be wrong.
import * as fc from 'fast-check';
import type { BudgetStore } from '../src/budget-store.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const endsAtMs = noon + 30 * 86_400_000;
const expiresInMs = 30_000;
const names = ['b1 0', 'b2 0'];

const amount = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(2n ** 53n - 50n, 2n ** 53n + 50n), fc.bigInt(0n, 10n ** 18n));
const afterMs = fc.nat(20_000);
const which = fc.nat(8);
const windows = fc.subarray(names, { minLength: 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hold' as const), windows, cap: fc.option(amount), estimate: amount, afterMs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const), which, actual: amount, afterMs }) },
  fc.record({ kind: fc.constant('addSpent' as const), which: fc.nat(12), windows, actual: amount, afterMs }),
  fc.record({ kind: fc.constant('renew' as const), which, afterMs }),
  fc.record({ kind: fc.constant('seed' as const), windows, spent: amount, afterMs }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
interface Held { id: string; windows: readonly string[]; estimate: bigint; expiresAtMs: number }

/** Every fact in a list, every answer counted from the facts. */
class PlainModel {
  private readonly seeds = new Map<string, { spent: bigint; atMs: number }>();
  private readonly holds: Held[] = [];
  private readonly spends: { id: string; windows: readonly string[]; actual: bigint; atMs: number }[] = [];

  stand(window: string, nowMs: number): { spent: bigint; held: bigint } | null {
    const seed = this.seeds.get(window);
    if (!seed) return null;
    const spends = this.spends.filter((one) => one.windows.includes(window) && one.atMs >= seed.atMs);
    const holds = this.holds.filter((one) => one.windows.includes(window) && one.expiresAtMs > nowMs && !this.isSpent(one.id));
    return { spent: spends.reduce((sum, { actual }) => sum + actual, seed.spent), held: holds.reduce((sum, { estimate }) => sum + estimate, 0n) };
  }

  /** Whether the hold is allowed; an id that is known takes nothing. */
  hold(one: Held, cap: bigint | null, nowMs: number): boolean {
    if (this.isSpent(one.id)) return true;
    const stands = one.windows.map((window) => this.stand(window, nowMs));
    const allowed = stands.every((stand) => stand !== null && (cap === null || stand.spent + stand.held + one.estimate <= cap));
    if (allowed) this.holds.push(one);
    return allowed;
  }

  spend(id: string, windows: readonly string[], actual: bigint, atMs: number): void {
    const held = this.holds.find((one) => one.id === id);
    if (!this.isSpent(id) && (held || windows.length > 0)) this.spends.push({ id, windows: [...held?.windows ?? [], ...windows], actual, atMs });
  }

  renew(id: string, nowMs: number): void {
    for (const one of this.holds) if (one.id === id) one.expiresAtMs = nowMs + expiresInMs;
  }

  seed(window: string, spent: bigint, atMs: number): void {
    if (!this.seeds.has(window)) this.seeds.set(window, { spent, atMs });
  }

  private isSpent(id: string): boolean {
    return this.spends.some((one) => one.id === id);
  }
}

/** Does the same to both, and compares what a hold is told. */
async function run(one: Step, { budgets, model, nowMs, holdId }: { budgets: BudgetStore; model: PlainModel; nowMs: number; holdId: string }): Promise<void> {
  if (one.kind === 'hold') {
    const asked = one.windows.map((window) => ({ window, capPicoUsd: one.cap, endsAtMs }));
    const { allowed } = await budgets.hold({ id: holdId, budgets: asked, estimatePicoUsd: one.estimate, expiresInMs }, nowMs);
    expect(allowed).toBe(model.hold({ id: holdId, windows: one.windows, estimate: one.estimate, expiresAtMs: nowMs + expiresInMs }, one.cap, nowMs));
  } else if (one.kind === 'seed') {
    for (const window of one.windows) {
      await budgets.seed({ window, spentPicoUsd: one.spent, endsAtMs, asOfMs: nowMs }, nowMs);
      model.seed(window, one.spent, nowMs);
    }
  } else if (one.kind === 'renew') {
    await budgets.renew([`h${one.which}`], expiresInMs, nowMs);
    model.renew(`h${one.which}`, nowMs);
  } else if (one.kind === 'settle') {
    await budgets.settle(`h${one.which}`, one.actual, nowMs);
    model.spend(`h${one.which}`, [], one.actual, nowMs);
  } else {
    await budgets.addSpent(`h${one.which}`, one.windows, one.actual, nowMs);
    model.spend(`h${one.which}`, one.windows, one.actual, nowMs);
  }
}

export function describeBudgetsAnyOrder(name: string, create: () => BudgetStore | Promise<BudgetStore>): void {
  it(`${name} keep budgets as the contract says, whatever is asked in whatever order`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const budgets = await create();
      const model = new PlainModel();
      let nowMs = noon;
      let holds = 0;
      for (const one of steps) {
        nowMs += one.afterMs;
        await run(one, { budgets, model, nowMs, holdId: `h${holds}` });
        if (one.kind === 'hold') holds += 1;
        for (const window of names) {
          const state = await budgets.state(window, nowMs);
          expect(state && { spent: state.spentPicoUsd, held: state.heldPicoUsd }).toEqual(model.stand(window, nowMs));
        }
      }
    }));
  });
}
