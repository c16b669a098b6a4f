// What is counted about callers while they call, behind one interface: in this process, or shared between processes through
// Redis or Valkey. The rate guard takes requests before a body is read; the relay holds what a request will use, then settles it.
import type { BudgetStore } from './budget-store.js';
import type { CircuitStore } from './circuit-store.js';

/** A fixed window, aligned to the clock: `seconds` 60 is the minute that we are in. `limit` is a whole number, 0 or more; `name` has no colon. */
export interface RateWindow { name: string; limit: number; seconds: number }

/** How a window stands once the request was counted or refused. `remaining` is never negative; `resetAtMs` is Unix time. */
export interface WindowState { name: string; limit: number; remaining: number; resetAtMs: number }

export interface RateResult {
  allowed: boolean;
  /** One per window asked, in that order. */
  windows: WindowState[];
  /** The window that refused; of several the one that resets last, since the caller has to wait for all. Null when allowed. */
  refused: WindowState | null;
}

/** A window of which a hold takes an amount (tokens, or 1 for a request). `scope` is whose it is: a key, or a key and a model. */
export interface HeldWindow extends RateWindow {
  scope: string;
  /** What is taken now; a whole number, 0 or more. */
  amount: number;
  /** `actual`: settling replaces the amount by what was really used. `fixed`: it stays as taken. */
  settles: 'actual' | 'fixed';
}

/** How many holds of a scope may be open at once. */
export interface Slots { scope: string; limit: number }

export interface Hold {
  /** Unique: the request's id. */
  id: string;
  /** Each window, and each scope of `slots`, once. */
  windows: readonly HeldWindow[];
  slots: readonly Slots[];
  /** A hold that is neither settled nor renewed for so long is taken for dead and its slots are free again. */
  expiresInMs: number;
}

export interface HoldResult {
  allowed: boolean;
  /** One per window of the hold, in that order. */
  windows: WindowState[];
  /** What refused, null when allowed. A window goes before slots; of several windows the one that resets last. */
  refused: { kind: 'window'; window: WindowState; scope: string } | { kind: 'slots'; scope: string; limit: number } | null;
}

export interface Counters extends CircuitStore {
  readonly budgets: BudgetStore;

  /**
   * Takes one request of `key` from all the windows, or from none: it is allowed only if each of them has room, and a
   * refused request counts in no window. One step, whatever else is counted at the same time. A window is told by its name and
   * length; its limit may differ from call to call.
   */
  take(key: string, windows: readonly RateWindow[], nowMs: number): Promise<RateResult>;

  /**
   * Takes a hold's amounts from its windows and one place from each of its slots: all of it or nothing, in one step. A window
   * has room for an amount when what is used plus the amount is within the limit. What is settled later may be more than was
   * held: the window is then overdrawn (`remaining` 0) and lets nothing pass until it is over.
   */
  hold(hold: Hold, nowMs: number): Promise<HoldResult>;

  /**
   * Ends a hold: frees its slots and, in the windows that it was taken from and that still run, puts `actual` in place of the
   * amount held (of `settles: 'actual'`), also when the hold has expired. The first call counts; unknown ids do nothing.
   */
  settle(id: string, actual: number, nowMs: number): Promise<void>;

  /** Keeps holds of requests that are still under way from expiring; one that has expired takes its slots again. Unknown ids do nothing. */
  renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void>;
}
