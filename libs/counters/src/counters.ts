// What is counted about callers while they call, behind one interface: in this process today, shared between processes
// later. The rate guard asks it once per request, after the key and its permission are known.

/** A fixed window, aligned to the clock: `seconds` 60 is the minute that we are in. `limit` is a whole number, 0 or more. */
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

export interface Counters {
  /**
   * Takes one request of `key` from all the windows, or from none: it is allowed only if each of them has room, and a
   * refused request counts in no window. One step, whatever else is counted at the same time. A window is told by its name and
   * length; its limit may differ from call to call.
   */
  take(key: string, windows: readonly RateWindow[], nowMs: number): Promise<RateResult>;
}
