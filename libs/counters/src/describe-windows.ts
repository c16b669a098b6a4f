// From what an implementation found in its store to the answers of the contract, so that both tell the same. Used: before this call.
import type { Hold, HoldResult, RateResult, RateWindow, WindowState } from './counters.js';

export interface FoundWindow { limit: number; used: number; resetAtMs: number }

/** `amounts`: what this call asks of each window, in the windows' order. */
export function windowsFull(found: readonly FoundWindow[], amounts: readonly number[]): number[] {
  return found.flatMap(({ limit, used }, index) => (used + amounts[index] > limit ? [index] : []));
}

export function describeTake(windows: readonly RateWindow[], found: readonly FoundWindow[]): RateResult {
  const amounts = windows.map(() => 1);
  const full = windowsFull(found, amounts);
  const states = describe(windows, found, full.length === 0 ? amounts : []);
  return { allowed: full.length === 0, windows: states, refused: states[resettingLast(full, states)] ?? null };
}

/** `fullSlots`: the index of the first of the hold's slots without a free place. */
export function describeHold({ windows, slots }: Hold, found: readonly FoundWindow[], fullSlots: number | undefined): HoldResult {
  const amounts = windows.map(({ amount }) => amount);
  const full = windowsFull(found, amounts);
  const allowed = full.length === 0 && fullSlots === undefined;
  const states = describe(windows, found, allowed ? amounts : []);
  const last = resettingLast(full, states);
  if (full.length > 0) return { allowed, windows: states, refused: { kind: 'window', window: states[last], scope: windows[last].scope } };
  if (fullSlots !== undefined) return { allowed, windows: states, refused: { kind: 'slots', ...slots[fullSlots] } };
  return { allowed, windows: states, refused: null };
}

/** `taken` is empty when the call was refused. */
function describe(windows: readonly RateWindow[], found: readonly FoundWindow[], taken: readonly number[]): WindowState[] {
  return windows.map(({ name, limit }, index) => {
    const { used, resetAtMs } = found[index];
    return { name, limit, remaining: Math.max(0, limit - used - (taken[index] ?? 0)), resetAtMs };
  });
}

/** -1 when there is none. */
function resettingLast(full: readonly number[], states: readonly WindowState[]): number {
  return full.reduce((last, index) => (last === -1 || states[index].resetAtMs > states[last].resetAtMs ? index : last), -1);
}
