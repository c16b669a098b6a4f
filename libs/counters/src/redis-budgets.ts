// The budgets of all processes together, in Redis or Valkey. Every question is one script there: one step, one round trip.
import type { Redis } from 'ioredis';
import {
  type BudgetHold, type BudgetResult, type BudgetState, type BudgetStore, expiredKeptMs, keepWindowMs, missedKeptMs, seedLockMs, type SeededBudget, settledKeptMs,
} from './budget-store.js';
import { describeBudgets, type FoundBudget } from './describe-budgets.js';
import { budgetStateScript, holdBudgetsScript, renewBudgetsScript, seedBudgetScript, spendScript } from './redis-budget-scripts.js';

const scripts = {
  aiproxyHoldBudgets: holdBudgetsScript, aiproxySpend: spendScript, aiproxyRenewBudgets: renewBudgetsScript, aiproxySeedBudget: seedBudgetScript,
  aiproxyBudgetState: budgetStateScript,
};
type Script<T> = (...args: (string | number)[]) => Promise<T>;
type Scripts = Record<Exclude<keyof typeof scripts, 'aiproxySeedBudget'>, Script<string[]>> & { aiproxySeedBudget: Script<number> };
/** `add`: also without a hold. `release`: the id is not known afterwards. */
interface Spend { amountPicoUsd: bigint; writtenMs: number; mode: 'settle' | 'add' | 'release' }

export class RedisBudgets implements BudgetStore {
  private readonly scripts: Scripts;

  constructor(private readonly redis: Redis, private readonly prefix: string) {
    for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua, numberOfKeys: 0 });
    this.scripts = redis as unknown as Scripts; // ioredis gives it a method for each
  }

  async hold(hold: BudgetHold, nowMs: number): Promise<BudgetResult> {
    const { id, budgets, estimatePicoUsd, expiresInMs } = hold;
    const asked = budgets.flatMap(({ window, capPicoUsd, endsAtMs }) => [window, capPicoUsd === null ? '' : writeAmount(capPicoUsd), keepWindowMs(endsAtMs, nowMs)]);
    const [known, ...found] = await this.scripts.aiproxyHoldBudgets(this.prefix, nowMs, id, expiresInMs, expiredKeptMs, writeAmount(estimatePicoUsd), ...asked);
    return describeBudgets(hold, budgets.map((_, at) => readFound(found[at * 2], found[at * 2 + 1])), known === '1');
  }

  settle(id: string, actualPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    return this.spend(id, [], { amountPicoUsd: actualPicoUsd, writtenMs, mode: 'settle' });
  }

  addSpent(id: string, windows: readonly string[], amountPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    return this.spend(id, windows, { amountPicoUsd, writtenMs, mode: 'add' });
  }

  /** Ends a hold that was not to be: nothing is spent, and its id is not known afterwards. */
  async release(id: string, nowMs: number): Promise<void> {
    await this.spend(id, [], { amountPicoUsd: 0n, writtenMs: nowMs, mode: 'release' });
  }

  async renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    await this.renewKnown(ids, expiresInMs, nowMs);
  }

  /** Gives those of the ids that are not known here, neither as holds nor as settled. */
  async renewKnown(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<string[]> {
    return ids.length === 0 ? [] : this.scripts.aiproxyRenewBudgets(this.prefix, nowMs, expiresInMs, expiredKeptMs, ...ids);
  }

  async lockSeed(window: string, _nowMs: number): Promise<boolean> {
    return await this.redis.set(`${this.prefix}budget-seeding:${window}`, 1, 'PX', seedLockMs, 'NX') === 'OK';
  }

  async seed({ window, spentPicoUsd, endsAtMs, asOfMs }: SeededBudget, nowMs: number): Promise<boolean> {
    return await this.scripts.aiproxySeedBudget(this.prefix, window, writeAmount(spentPicoUsd), asOfMs, keepWindowMs(endsAtMs, nowMs)) === 1;
  }

  async state(window: string, nowMs: number): Promise<BudgetState | null> {
    const [spent, held] = await this.scripts.aiproxyBudgetState(this.prefix, nowMs, window);
    const found = readFound(spent, held);
    return found ? { window, ...found } : null;
  }

  async holds(nowMs: number): Promise<string[]> {
    const ids = new Set<string>();
    const namesOfHolds = `${this.prefix}budget-held:`;
    for await (const names of this.redis.scanStream({ match: `${namesOfHolds.replace(/[\\*?[\]]/g, '\\$&')}*`, count: 1000 }) as AsyncIterable<string[]>) {
      for (const name of names) {
        // `<usd> <pico> <id>`
        for (const member of await this.redis.zrangebyscore(name, `(${nowMs}`, '+inf')) ids.add(member.replace(/^\S+ \S+ /, ''));
      }
    }
    return [...ids];
  }

  private async spend(id: string, windows: readonly string[], { amountPicoUsd, writtenMs, mode }: Spend): Promise<BudgetState[]> {
    const told = await this.scripts.aiproxySpend(this.prefix, id, writeAmount(amountPicoUsd), writtenMs, settledKeptMs, missedKeptMs, mode, ...windows);
    return Array.from({ length: told.length / 3 }, (_, at) => ({ window: told[at * 3], ...readFound(told[at * 3 + 1], told[at * 3 + 2]) as FoundBudget }));
  }
}

const picoPerUsd = 10n ** 12n;

/** Rounded down to whole USD, so that what is left is never negative. */
function writeAmount(picoUsd: bigint): string {
  const pico = ((picoUsd % picoPerUsd) + picoPerUsd) % picoPerUsd;
  return `${(picoUsd - pico) / picoPerUsd} ${pico}`;
}

function readAmount(text: string): bigint {
  const [usd, pico] = text.split(' ');
  return BigInt(usd) * picoPerUsd + BigInt(pico);
}

function readFound(spent: string | undefined, held: string | undefined): FoundBudget | undefined {
  return spent && held ? { spentPicoUsd: readAmount(spent), heldPicoUsd: readAmount(held) } : undefined;
}
