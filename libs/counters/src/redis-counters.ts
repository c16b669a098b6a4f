// The counters of all processes together, in Redis or Valkey. Every call is one script there: one step, one round trip.
// Rejects when the server cannot be asked; shared-counters.ts is what callers get.
import type { Redis } from 'ioredis';
import type { MissedAmount } from './backlog.js';
import type { CircuitReport, CircuitView } from './circuit-store.js';
import type { Counters, Hold, HoldResult, RateResult, RateWindow } from './counters.js';
import { describeHold, describeTake, type FoundWindow } from './describe-windows.js';
import { rememberedMs } from './in-process-holds.js';
import { RedisBudgets } from './redis-budgets.js';
import { RedisCircuits } from './redis-circuits.js';
import { addScript, announceScript, holdScript, renewScript, settleScript, takeScript } from './redis-scripts.js';

type Script = (...args: (string | number)[]) => Promise<number[]>;

const scripts = {
  aiproxyTake: takeScript, aiproxyHold: holdScript, aiproxySettle: settleScript, aiproxyRenew: renewScript, aiproxyAdd: addScript,
  aiproxyAnnounce: announceScript,
};

/** Of all keys of the proxies' counters. */
export const proxiesPrefix = 'aiproxy:';

export class RedisCounters implements Counters {
  readonly budgets: RedisBudgets;
  private readonly scripts: Record<keyof typeof scripts, Script>;
  private readonly circuits: RedisCircuits;

  /** Two with the same prefix on one server are one limit. */
  constructor(private readonly redis: Redis, private readonly prefix = proxiesPrefix) {
    for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua, numberOfKeys: 0 });
    this.scripts = redis as unknown as typeof this.scripts; // ioredis gives it a method for each
    this.budgets = new RedisBudgets(redis, prefix);
    this.circuits = new RedisCircuits(redis, prefix);
  }

  async take(key: string, windows: readonly RateWindow[], nowMs: number): Promise<RateResult> {
    const asked = windows.flatMap(({ name, limit, seconds }) => [name, limit, seconds]);
    return describeTake(windows, foundWindows(windows, await this.scripts.aiproxyTake(this.prefix, nowMs, key, ...asked)));
  }

  async hold(hold: Hold, nowMs: number): Promise<HoldResult> {
    const windows = hold.windows.flatMap(({ name, limit, seconds, scope, amount, settles }) => [name, limit, seconds, scope, amount, settles]);
    const slots = hold.slots.flatMap(({ scope, limit }) => [scope, limit]);
    const head = [this.prefix, nowMs, hold.id, hold.expiresInMs, rememberedMs, hold.windows.length];
    const [fullSlots, ...found] = await this.scripts.aiproxyHold(...head, ...windows, ...slots);
    return describeHold(hold, foundWindows(hold.windows, found), fullSlots === 0 ? undefined : fullSlots - 1);
  }

  async settle(id: string, actual: number, _nowMs: number): Promise<void> {
    await this.scripts.aiproxySettle(this.prefix, id, actual);
  }

  async renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    if (ids.length > 0) await this.scripts.aiproxyRenew(this.prefix, nowMs, expiresInMs, rememberedMs, ...ids);
  }

  exchangeCircuits(report: CircuitReport, nowMs: number): Promise<CircuitView> {
    return this.circuits.exchange(report, nowMs);
  }

  /** Adds what was used elsewhere, whatever the limits. */
  async add(amounts: readonly MissedAmount[]): Promise<void> {
    await this.scripts.aiproxyAdd(this.prefix, ...amounts.flatMap(({ name, seconds, scope, index, amount }) => [name, seconds, scope, index, amount]));
  }

  /** Tells the others that this process is there. Gives how many, it among them, told so within `seenWithinMs`. */
  async announce(processId: string, seenWithinMs: number): Promise<number> {
    return Number(await this.scripts.aiproxyAnnounce(this.prefix, processId, seenWithinMs));
  }

  async leave(processId: string): Promise<void> {
    await this.redis.zrem(`${this.prefix}processes`, processId);
  }
}

/** `numbers`: the index of the window reached and what was used in it, by turns. */
function foundWindows(windows: readonly RateWindow[], numbers: readonly number[]): FoundWindow[] {
  return windows.map(({ limit, seconds }, at) => ({ limit, used: numbers[at * 2 + 1], resetAtMs: (numbers[at * 2] + 1) * seconds * 1000 }));
}
