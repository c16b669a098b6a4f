// The counters of a single process. Clock-aligned windows of one length all end at the same moment, so what has expired
// is forgotten as a whole by the first request after it: no timer per key and no sweep.
import type { Counters, RateResult, RateWindow, WindowState } from './counters.js';

/** All counts of the windows of one length: which one it is (counted since 1970), and the requests by window name and key. */
interface Period { index: number; counts: Map<string, number> }

export class InProcessCounters implements Counters {
  private readonly periods = new Map<number, Period>();

  take(key: string, windows: readonly RateWindow[], nowMs: number): Promise<RateResult> {
    const places = windows.map((window) => this.place(key, window, nowMs));
    const refusing = places.filter(({ used, window }) => used >= window.limit);
    const allowed = refusing.length === 0;
    if (allowed) for (const { counts, id, used } of places) counts.set(id, used + 1);
    const refused = refusing.map((place) => state(place, false)).sort((a, b) => b.resetAtMs - a.resetAtMs)[0] ?? null;
    return Promise.resolve({ allowed, windows: places.map((place) => state(place, allowed)), refused });
  }

  /** How many counts are held in memory: at most one per window and key seen in it. */
  get size(): number {
    let size = 0;
    for (const { counts } of this.periods.values()) size += counts.size;
    return size;
  }

  private place(key: string, window: RateWindow, nowMs: number) {
    const { index, counts } = this.period(window.seconds, nowMs);
    const id = `${window.name}:${key}`;
    return { window, counts, id, used: counts.get(id) ?? 0, resetAtMs: (index + 1) * window.seconds * 1000 };
  }

  /**
   * A clock that was set back a little stays in the window it has reached, so that nobody gets a limit twice. One that is
   * more than a window behind was far ahead before: waiting for it would refuse callers who are within their limits.
   */
  private period(seconds: number, nowMs: number): Period {
    const index = Math.floor(nowMs / (seconds * 1000));
    const known = this.periods.get(seconds);
    if (known && (index === known.index || index === known.index - 1)) return known;
    const fresh = { index, counts: new Map<string, number>() };
    this.periods.set(seconds, fresh);
    return fresh;
  }
}

function state({ window, used, resetAtMs }: { window: RateWindow; used: number; resetAtMs: number }, counted: boolean): WindowState {
  return { name: window.name, limit: window.limit, remaining: Math.max(0, window.limit - used - (counted ? 1 : 0)), resetAtMs };
}
