// The budgets of a process that has REDIS_URL: shared ones, and while those are away its own share of what remained. Ids make every
// telling safe to repeat, so what the store has missed is told until it has answered, and what it has lost is told again.
import { type BudgetHold, type BudgetResult, type BudgetState, type BudgetStore, expiredKeptMs, type SeededBudget } from './budget-store.js';
import { BudgetsAlone } from './budgets-alone.js';
import { forgetOldest, setBounded } from './forget-oldest.js';
import type { RedisBudgets } from './redis-budgets.js';
import type { Ask, RedisLink } from './redis-link.js';

interface OpenHold { hold: BudgetHold; placedMs: number; isAlone: boolean }
/** Gives the windows as they stand then. */
type Told = (budgets: RedisBudgets) => Promise<readonly BudgetState[]>;

/** More is not kept: the ledger has it, and a window is seeded from there. */
const untoldMax = 100_000;
const toldAtOnce = 100;

export class SharedBudgets implements BudgetStore {
  private readonly alone = new BudgetsAlone();
  /** Of this process, in the order of placing or renewing. */
  private readonly open = new Map<string, OpenHold>();
  /** What the store has yet to hear, in that order, by what it is and the id of the request. */
  private readonly untold = new Map<string, Told>();

  constructor(private readonly link: Pick<RedisLink, 'isUp' | 'processes' | 'ask'>) {}

  async hold(hold: BudgetHold, nowMs: number): Promise<BudgetResult> {
    const { id } = hold;
    const wasAsked = this.link.isUp;
    const shared = await this.ask((budgets) => budgets.hold(hold, nowMs));
    const result = shared ?? await this.alone.hold(hold, this.link.processes, nowMs);
    if (shared) this.alone.learn(shared.budgets, nowMs);
    // The silent server may have taken it all the same. Told before whatever comes of the same id later.
    if (!result.allowed && !shared && wasAsked) setBounded(this.untold, `release ${id}`, (budgets) => budgets.release(id, nowMs).then(() => []), untoldMax);
    if (!result.allowed || hold.budgets.length === 0) return result;
    this.place({ hold, placedMs: nowMs, isAlone: !shared });
    return result;
  }

  async settle(id: string, actualPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    return this.open.has(id) ? this.addSpent(id, [], actualPicoUsd, writtenMs) : this.tell(`settle ${id}`, (budgets) => budgets.settle(id, actualPicoUsd, writtenMs), () => []);
  }

  async addSpent(id: string, windows: readonly string[], amountPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    const own = this.open.get(id);
    this.open.delete(id);
    // With the windows of the hold: the store may have lost it.
    const held = own?.hold.budgets.map(({ window }) => window) ?? [];
    const all = [...new Set([...held, ...windows])];
    return this.tell(`add ${id}`, (budgets) => budgets.addSpent(id, all, amountPicoUsd, writtenMs), async () => {
      if (!own || own.isAlone) return this.alone.addSpent(id, all, amountPicoUsd, writtenMs);
      const earlier = await this.alone.settleEarlier(own.hold, amountPicoUsd, writtenMs);
      const others = windows.filter((window) => !held.includes(window));
      return [...earlier, ...await this.alone.addSpent(id, others, amountPicoUsd, writtenMs)];
    });
  }

  async renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    const own = ids.flatMap((id) => this.open.get(id) ?? []);
    for (const { hold, isAlone } of own) this.place({ hold: { ...hold, expiresInMs }, placedMs: nowMs, isAlone });
    await this.alone.renew(ids, expiresInMs, nowMs);
    const unknown = new Set(await this.ask((budgets) => budgets.renewKnown(ids, expiresInMs, nowMs)) ?? []);
    const lost = [...unknown].flatMap((id) => this.open.get(id) ?? []);
    if (lost.length > 0) await this.ask((budgets) => Promise.all(lost.map((one) => holdAgain(budgets, one))));
  }

  async lockSeed(window: string, nowMs: number): Promise<boolean> {
    return await this.ask((budgets) => budgets.lockSeed(window, nowMs)) ?? this.alone.lockSeed(window, nowMs);
  }

  async seed(seed: SeededBudget, nowMs: number): Promise<boolean> {
    const shared = await this.ask((budgets) => budgets.seed(seed, nowMs));
    if (shared !== undefined) await this.state(seed.window, nowMs);
    return shared ?? this.alone.seed(seed, nowMs);
  }

  async state(window: string, nowMs: number): Promise<BudgetState | null> {
    const shared = await this.ask((budgets) => budgets.state(window, nowMs));
    if (shared) this.alone.learn([shared], nowMs);
    return shared === undefined ? this.alone.state(window, nowMs) : shared;
  }

  async holds(nowMs: number): Promise<string[]> {
    const own = () => [...this.open.values()].filter(({ hold, placedMs }) => placedMs + hold.expiresInMs > nowMs).map(({ hold }) => hold.id);
    return await this.ask((budgets) => budgets.holds(nowMs)) ?? own();
  }

  /** Tells the store, before it is asked again, what it has missed: spend, and the holds that were taken alone. */
  async catchUp(ask: Ask): Promise<void> {
    for (;;) {
      const untold = [...this.untold].slice(0, toldAtOnce);
      const alone = [...this.open.values()].filter(({ isAlone }) => isAlone).slice(0, toldAtOnce);
      if (untold.length + alone.length === 0) return this.alone.forget();
      const told = await ask(({ budgets }) => Promise.all([...untold.map(([, tell]) => tell(budgets)), ...alone.map((one) => holdAgain(budgets, one))]));
      for (const states of told) this.alone.learn(states);
      for (const [name, tell] of untold) if (this.untold.get(name) === tell) this.untold.delete(name);
      for (const one of alone) one.isAlone = false;
    }
  }

  private place(one: OpenHold): void {
    forgetOldest(this.open, ({ hold, placedMs }) => placedMs + hold.expiresInMs + expiredKeptMs <= one.placedMs);
    this.open.delete(one.hold.id);
    this.open.set(one.hold.id, one);
  }

  /** `meanwhile`: what happens here when the store does not answer. The first telling of a name counts. */
  private async tell(name: string, told: (budgets: RedisBudgets) => Promise<BudgetState[]>, meanwhile: () => Promise<BudgetState[]> | BudgetState[]): Promise<BudgetState[]> {
    if (this.untold.has(name)) return [];
    const shared = await this.ask(told);
    if (shared) this.alone.learn(shared);
    else setBounded(this.untold, name, told, untoldMax);
    return shared ?? meanwhile();
  }

  /** Undefined while the server is away, and when it has just been found to be. */
  private async ask<T>(question: (budgets: RedisBudgets) => Promise<T>): Promise<T | undefined> {
    return this.link.isUp ? this.link.ask(({ budgets }) => question(budgets)).catch(() => undefined) : undefined;
  }
}

/** Its request is under way: it is held whatever the caps, until it would have expired. */
async function holdAgain(budgets: RedisBudgets, { hold, placedMs }: OpenHold): Promise<readonly BudgetState[]> {
  const result = await budgets.hold({ ...hold, budgets: hold.budgets.map((budget) => ({ ...budget, capPicoUsd: null })) }, placedMs);
  return result.budgets;
}
