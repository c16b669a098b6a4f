// What is spent of budgets and what is held for requests under way, part of the counters. The ledger is the truth: a store that
// knows nothing of a window says so, and is seeded from there. Amounts are whole pico-USD; a window is told by its name.

export interface BudgetHold {
  /** Unique: the request's id. A hold whose id is known is allowed and takes nothing. */
  id: string;
  /** Each window once. The name says whose it is and which: `<budget id> <start in ms>`; no control characters. */
  budgets: readonly AskedBudget[];
  /** 0 or more. */
  estimatePicoUsd: bigint;
  /** A hold that is neither settled nor renewed for so long is dead: it no longer counts as held. */
  expiresInMs: number;
}

/** `capPicoUsd` null: it refuses nothing (a soft budget). `endsAtMs`: Infinity for a window that never ends. */
export interface AskedBudget { window: string; capPicoUsd: bigint | null; endsAtMs: number }

export interface BudgetState { window: string; spentPicoUsd: bigint; heldPicoUsd: bigint }

export interface BudgetStanding extends AskedBudget, BudgetState {}

export interface BudgetResult {
  allowed: boolean;
  /** One per budget of the hold, in that order: with it when allowed, as found when refused. Empty when some are unknown. */
  budgets: BudgetStanding[];
  /** The one that refused; of several the one that ends last. Null when allowed or when some are unknown. */
  refused: BudgetStanding | null;
  /** Windows that have to be seeded first. Nothing was held then. */
  unknown: string[];
  /** The shared store is away: this process allows its share of what remained, and what it says is as last known. */
  degraded: boolean;
}

export interface SeededBudget {
  window: string;
  spentPicoUsd: bigint;
  endsAtMs: number;
  /** The moment before the figure was read: spend written down earlier is taken to be in it. */
  asOfMs: number;
}

export interface BudgetStore {
  /**
   * Holds the estimate in all of the budgets or in none, in one step: refused when what is spent, held and estimated would exceed a
   * cap. So an estimate of 0 passes at the cap and is refused above it.
   */
  hold(hold: BudgetHold, nowMs: number): Promise<BudgetResult>;
  /**
   * Ends a hold: the estimate is no longer held and the actual cost is spent, in the windows it was held in, also when it has expired.
   * The first call counts, also against `addSpent`; unknown ids do nothing. `writtenMs`: when the cost was written down (the
   * journal's line). Gives the windows it was added to as they stand then.
   */
  settle(id: string, actualPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]>;
  /**
   * The same for whoever does not know whether there is a hold (a replay): one under this id is settled, and the cost is added
   * to those windows that it was not held in, unless their seed has it: it was written before. Negative amounts are corrections.
   */
  addSpent(id: string, windows: readonly string[], amountPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]>;
  /** Keeps holds of requests that are still under way from expiring; one that has expired is held again, above the cap if need be. */
  renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void>;
  /** True for one of those who would seed a window; the others ask again a little later. The lock is gone once seeded, or in five seconds. */
  lockSeed(window: string, nowMs: number): Promise<boolean>;
  /** False when the window is known already: nothing is overwritten. Spend told while it was unknown is added, unless written before `asOfMs`. */
  seed(seed: SeededBudget, nowMs: number): Promise<boolean>;
  /** Null: unknown. */
  state(window: string, nowMs: number): Promise<BudgetState | null>;
  /** Ids of what is held in any window. Reads all of them: for proofs, not for requests. */
  holds(nowMs: number): Promise<string[]>;
}

export const seedLockMs = 5000;
/** How long an id is known after it was settled: a replay must not come later. */
export const settledKeptMs = 3_600_000;
/** How long a hold that has expired can still be settled or renewed. */
export const expiredKeptMs = 86_400_000;
/** Spend of unknown windows waits so long for their seed. */
export const missedKeptMs = 600_000;

/** How long a window is kept after it was last held in: a day beyond its end, and eight days at most. Then it is seeded again. */
export function keepWindowMs(endsAtMs: number, nowMs: number): number {
  return Math.round(Math.min(Math.max(0, endsAtMs - nowMs), 7 * 86_400_000)) + 86_400_000;
}
