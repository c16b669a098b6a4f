// The counters of a process that has REDIS_URL: shared ones, and while those are away its own, within its share of each limit.
import type { Counters, Hold, HoldResult, RateResult, RateWindow } from './counters.js';
import { InProcessCounters } from './in-process-counters.js';
import { type LinkState, RedisLink } from './redis-link.js';

/** More settles than this are not kept for a server that is away; holds expire without them. */
const owedMax = 100_000;

export interface SharedOptions {
  url: string;
  /** Of all keys; processes with another one count apart. */
  prefix?: string;
  /** Called once per change, and at the start when the server cannot be reached. */
  onChange: (state: { isShared: boolean; processes: number; error?: unknown }) => void;
}

export class SharedCounters implements Counters {
  private readonly link: RedisLink;
  private readonly local = new InProcessCounters();
  /** Holds taken here after the shared counters gave no answer: they may stand there, too. */
  private readonly unsure = new Set<string>();
  /** Settles that the shared counters have yet to hear of. */
  private readonly owed = new Map<string, { actual: number; nowMs: number }>();

  private constructor({ url, prefix, onChange }: SharedOptions) {
    let isFirst = true;
    this.link = new RedisLink(url, prefix, ({ isUp, ...rest }: LinkState) => {
      if (!isUp || !isFirst) onChange({ isShared: isUp, ...rest });
      isFirst = false;
      if (isUp) void this.payOwed();
    });
  }

  /** Resolves in two seconds at most, whether the server can be reached or not. */
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
    if (this.link.isUp) {
      const answer = await this.link.ask((shared) => shared.take(key, windows, nowMs)).catch(() => undefined);
      if (answer) return answer;
    }
    return this.local.take(key, this.sharesOf(windows), nowMs);
  }

  async hold(hold: Hold, nowMs: number): Promise<HoldResult> {
    const wasAsked = this.link.isUp;
    if (wasAsked) {
      const answer = await this.link.ask((shared) => shared.hold(hold, nowMs)).catch(() => undefined);
      if (answer) return answer;
    }
    const answer = await this.local.hold({ ...hold, windows: this.sharesOf(hold.windows), slots: this.sharesOf(hold.slots) }, nowMs);
    if (wasAsked && answer.allowed) this.unsure.add(hold.id);
    if (wasAsked && !answer.allowed) this.owe(hold.id, 0, nowMs);
    return answer;
  }

  async settle(id: string, actual: number, nowMs: number): Promise<void> {
    if (this.local.knows(id)) {
      await this.local.settle(id, actual, nowMs);
      if (!this.unsure.delete(id)) return;
    }
    this.owe(id, actual, nowMs);
    await this.pay(id);
  }

  async renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    await this.local.renew(ids, expiresInMs, nowMs);
    // Whoever renews does so again before long; a hold that has expired comes back then.
    if (this.link.isUp) await this.link.ask((shared) => shared.renew(ids, expiresInMs, nowMs)).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.payOwed();
    await this.link.close();
  }

  private sharesOf<T extends { limit: number }>(all: readonly T[]): T[] {
    return all.map((one) => ({ ...one, limit: one.limit === 0 ? 0 : Math.max(1, Math.floor(one.limit / this.link.processes)) }));
  }

  private owe(id: string, actual: number, nowMs: number): void {
    const [oldest] = this.owed.keys();
    if (this.owed.size >= owedMax) this.owed.delete(oldest);
    if (!this.owed.has(id)) this.owed.set(id, { actual, nowMs });
  }

  private async pay(id: string): Promise<void> {
    const debt = this.owed.get(id);
    if (!debt || !this.link.isUp) return;
    await this.link.ask((shared) => shared.settle(id, debt.actual, debt.nowMs)).then(() => this.owed.delete(id), () => undefined);
  }

  private async payOwed(): Promise<void> {
    for (const id of this.owed.keys()) {
      if (!this.link.isUp) return;
      await this.pay(id);
    }
  }
}
