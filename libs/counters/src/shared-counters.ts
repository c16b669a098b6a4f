// The counters of a process that has REDIS_URL: shared ones, and while those are away its own, within its share of each limit.
// Its own know all that this process takes, so that they can step in at any moment.
import { Backlog } from './backlog.js';
import type { CircuitReport, CircuitView } from './circuit-store.js';
import type { Counters, Hold, HoldResult, RateResult, RateWindow } from './counters.js';
import { InProcessCounters } from './in-process-counters.js';
import type { RedisCounters } from './redis-counters.js';
import { type Ask, type LinkState, RedisLink } from './redis-link.js';
import { SharedBudgets } from './shared-budgets.js';

/** What the shared counters are told at a time of what they have missed. */
const addedAtOnce = 500;

export interface SharedOptions {
  url: string;
  /** Of all keys; processes with another one count apart. */
  prefix?: string;
  /** Called once per change, and at the start when the server cannot be reached; then with a `reason` that holds no secret. */
  onChange: (state: { isShared: boolean; processes: number; reason?: string }) => void;
}

export class SharedCounters implements Counters {
  readonly budgets: SharedBudgets;
  private readonly link: RedisLink;
  private readonly local = new InProcessCounters();
  private readonly backlog = new Backlog();

  private constructor({ url, prefix, onChange }: SharedOptions) {
    let isFirst = true;
    const onLinkChange = ({ isUp, ...rest }: LinkState) => {
      if (!isUp || !isFirst) onChange({ isShared: isUp, ...rest });
      isFirst = false;
    };
    this.link = new RedisLink({ url, ...(prefix !== undefined && { prefix }), onChange: onLinkChange, beforeUp: (ask) => this.catchUpAll(ask) });
    this.budgets = new SharedBudgets(this.link);
  }

  /** Resolves in a few seconds at most, whether the server can be reached or not. */
  static async open(options: SharedOptions): Promise<SharedCounters> {
    const counters = new SharedCounters(options);
    await counters.link.open();
    return counters;
  }

  /** False while limits are counted in shares. */
  get isShared(): boolean {
    return this.link.isUp;
  }

  /** As last seen while shared, this one included. */
  get processes(): number {
    return this.link.processes;
  }

  async take(key: string, windows: readonly RateWindow[], nowMs: number): Promise<RateResult> {
    const wasAsked = this.link.isUp;
    const shared = await this.ask((counters) => counters.take(key, windows, nowMs));
    if (shared?.allowed) await this.local.take(key, windows.map(unlimited), nowMs);
    if (shared) return shared;
    const own = await this.local.take(key, this.sharesOf(windows), nowMs);
    if (own.allowed && !wasAsked) windows.forEach((window, at) => this.backlog.addAmount(key, window, own.windows[at].resetAtMs, 1));
    return own;
  }

  async hold(hold: Hold, nowMs: number): Promise<HoldResult> {
    const { id, windows, slots } = hold;
    const wasAsked = this.link.isUp;
    const shared = await this.ask((counters) => counters.hold(hold, nowMs));
    if (shared?.allowed) await this.local.hold({ ...hold, windows: windows.map(unlimited), slots: slots.map(unlimited) }, nowMs);
    if (shared) return shared;
    const own = await this.local.hold({ ...hold, windows: this.sharesOf(windows), slots: this.sharesOf(slots) }, nowMs);
    // The silent server may have taken it all the same: then it is settled there, too.
    if (wasAsked && !own.allowed) this.backlog.addSettle(id, 0, nowMs);
    if (own.allowed && !wasAsked) this.backlog.addHold(id, windows.map((window, at) => ({ window, resetAtMs: own.windows[at].resetAtMs })));
    return own;
  }

  async settle(id: string, actual: number, nowMs: number): Promise<void> {
    await this.local.settle(id, actual, nowMs);
    const wasAlone = this.backlog.settleAlone(id, actual);
    if (wasAlone && this.link.isUp) await this.catchUp((question) => this.link.ask(question)).catch(() => undefined);
    if (wasAlone) return;
    const isTold = await this.ask((counters) => counters.settle(id, actual, nowMs).then(() => true));
    if (!isTold) this.backlog.addSettle(id, actual, nowMs);
  }

  async renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    await this.local.renew(ids, expiresInMs, nowMs);
    // Whoever renews does so again before long; a hold that has expired comes back then.
    await this.ask((counters) => counters.renew(ids, expiresInMs, nowMs));
  }

  /** While the server is away: the marks last known, and what this process has seen itself. That is not told afterwards. */
  async exchangeCircuits(report: CircuitReport, nowMs: number): Promise<CircuitView> {
    const own = await this.local.exchangeCircuits(report, nowMs);
    const shared = await this.ask((counters) => counters.exchangeCircuits(report, nowMs));
    if (shared) this.local.replaceMarks(shared.marks);
    return shared ?? own;
  }

  async close(): Promise<void> {
    await this.link.close();
  }

  /** Undefined while the server is away, and when it has just been found to be. */
  private async ask<T>(question: (counters: RedisCounters) => Promise<T>): Promise<T | undefined> {
    return this.link.isUp ? this.link.ask(question).catch(() => undefined) : undefined;
  }

  private sharesOf<T extends { limit: number }>(all: readonly T[]): T[] {
    return all.map((one) => ({ ...one, limit: one.limit === 0 ? 0 : Math.max(1, Math.floor(one.limit / this.link.processes)) }));
  }

  /** Budgets last: nothing may come between their last telling and being up again. */
  private async catchUpAll(ask: Ask): Promise<void> {
    await this.catchUp(ask);
    await this.budgets.catchUp(ask);
  }

  /** Tells the shared counters what they have missed. Amounts that get no answer are not told again: they may have been counted. */
  private async catchUp(ask: Ask): Promise<void> {
    for (const { id, actual, nowMs } of this.backlog.listSettles()) {
      await ask((counters) => counters.settle(id, actual, nowMs));
      this.backlog.removeSettle(id);
    }
    for (;;) {
      const amounts = this.backlog.removeAmounts(addedAtOnce);
      if (amounts.length === 0) return;
      await ask((counters) => counters.add(amounts));
    }
  }
}

function unlimited<T extends { limit: number }>(one: T): T {
  return { ...one, limit: Infinity };
}
