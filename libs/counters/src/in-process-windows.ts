// The windows of a single process. Clock-aligned windows of one length all end at the same moment, so what has expired
// is forgotten as a whole by the first request after it: no timer per key and no sweep.
import type { RateWindow } from './counters.js';

/** All counts of the windows of one length: which one it is (counted since 1970), and what is used by window name and scope. */
interface Period { index: number; counts: Map<string, number> }

/** One window of one scope, in the period it was found in. */
export interface Place { seconds: number; index: number; id: string; limit: number; used: number; resetAtMs: number }

export class InProcessWindows {
  private readonly periods = new Map<number, Period>();

  find(scope: string, { name, limit, seconds }: RateWindow, nowMs: number): Place {
    const { index, counts } = this.period(seconds, nowMs);
    const id = `${name}:${scope}`;
    return { seconds, index, id, limit, used: counts.get(id) ?? 0, resetAtMs: (index + 1) * seconds * 1000 };
  }

  /** Nothing happens to a window that is over. `amount` may be negative, what is used never: a clock put right can have emptied it. */
  add({ seconds, index, id }: Pick<Place, 'seconds' | 'index' | 'id'>, amount: number): void {
    const period = this.periods.get(seconds);
    if (period?.index === index) period.counts.set(id, Math.max(0, (period.counts.get(id) ?? 0) + amount));
  }

  /** How many counts are held in memory: at most one per window and scope seen in it. */
  get size(): number {
    let size = 0;
    for (const { counts } of this.periods.values()) size += counts.size;
    return size;
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
