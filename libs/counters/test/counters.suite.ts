// What every implementation of the counters guarantees about requests; holds.suite.ts has what it guarantees about holds.
// Each implementation's spec calls both with a factory of its own.
import * as fc from 'fast-check';
import type { Counters, RateWindow } from '../src/counters.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const minute = (limit: number): RateWindow => ({ name: 'minute', limit, seconds: 60 });
const day = (limit: number): RateWindow => ({ name: 'day', limit, seconds: 86_400 });

/** `create` gives counters that have counted nothing yet, each time it is called. */
export function describeCounters(name: string, create: () => Counters | Promise<Counters>): void {
  describe(`${name} as counters`, () => {
    let counters: Counters;
    beforeEach(async () => {
      counters = await create();
    });

    it('allows exactly the limit within a window and tells what remains after each request', async () => {
      const results = [];
      for (let request = 0; request < 4; request += 1) results.push(await counters.take('key', [minute(3)], noon + request));
      expect(results.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
      expect(results.map(({ windows }) => windows[0]?.remaining)).toEqual([2, 1, 0, 0]);
    });

    it('tells each window as it stands, in the order asked, with the end of its clock-aligned span', async () => {
      const result = await counters.take('key', [minute(10), day(100)], noon + 12_345);
      expect(result).toEqual({
        allowed: true,
        windows: [
          { name: 'minute', limit: 10, remaining: 9, resetAtMs: noon + 60_000 },
          { name: 'day', limit: 100, remaining: 99, resetAtMs: Date.UTC(2026, 10, 25) },
        ],
        refused: null,
      });
    });

    it('gives the whole limit again when the window has passed, not a moment earlier', async () => {
      await counters.take('key', [minute(1)], noon);
      expect((await counters.take('key', [minute(1)], noon + 59_999)).allowed).toBe(false);
      expect((await counters.take('key', [minute(1)], noon + 60_000)).allowed).toBe(true);
    });

    it('counts a refused request in no window', async () => {
      for (let request = 0; request < 5; request += 1) await counters.take('key', [minute(2), day(10)], noon);
      const next = await counters.take('key', [minute(2), day(10)], noon + 60_000);
      expect(next.windows.map(({ remaining }) => remaining)).toEqual([1, 7]);
    });

    it('names the window that refused, and of several the one that resets last', async () => {
      await counters.take('key', [minute(1), day(2)], noon);
      expect((await counters.take('key', [minute(1), day(2)], noon)).refused?.name).toBe('minute');
      await counters.take('key', [minute(1), day(2)], noon + 60_000);
      const refused = await counters.take('key', [minute(1), day(2)], noon + 60_001);
      expect(refused.refused).toEqual({ name: 'day', limit: 2, remaining: 0, resetAtMs: Date.UTC(2026, 10, 25) });
      expect(refused.windows).toHaveLength(2);
    });

    it('keeps keys apart', async () => {
      await counters.take('one', [minute(1)], noon);
      expect((await counters.take('two', [minute(1)], noon)).allowed).toBe(true);
      expect((await counters.take('one', [minute(1)], noon)).allowed).toBe(false);
    });

    it('keeps windows of one length apart by their names', async () => {
      await counters.take('key', [{ name: 'chat', limit: 1, seconds: 60 }], noon);
      expect((await counters.take('key', [{ name: 'embeddings', limit: 1, seconds: 60 }], noon)).allowed).toBe(true);
    });

    it('obeys a limit that was lowered or raised while the window runs', async () => {
      for (let request = 0; request < 3; request += 1) await counters.take('key', [minute(5)], noon);
      const lowered = await counters.take('key', [minute(2)], noon);
      expect([lowered.allowed, lowered.windows[0]?.remaining]).toEqual([false, 0]);
      expect((await counters.take('key', [minute(6)], noon)).windows[0]?.remaining).toBe(2);
    });

    it('refuses everything under a limit of zero and nothing without a window', async () => {
      expect((await counters.take('key', [minute(0)], noon)).allowed).toBe(false);
      expect(await counters.take('key', [], noon)).toEqual({ allowed: true, windows: [], refused: null });
    });

    it('gives nobody a second limit when the clock is set back into the window before', async () => {
      await counters.take('key', [minute(1)], noon);
      const { allowed, windows } = await counters.take('key', [minute(1)], noon - 5000);
      expect(allowed).toBe(false);
      expect(windows[0]?.resetAtMs).toBe(noon + 60_000);
    });

    it('serves again at once when a clock that was far ahead is put right', async () => {
      await counters.take('key', [minute(1)], noon + 3_600_000);
      const { allowed, windows } = await counters.take('key', [minute(1)], noon);
      expect([allowed, windows[0]?.resetAtMs]).toEqual([true, noon + 60_000]);
    });

    it('never allows more than the limit when many ask at once', async () => {
      const results = await Promise.all(Array.from({ length: 200 }, () => counters.take('key', [minute(50), day(70)], noon)));
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(50);
    });

    it('never allows more than the limit in any window, at whatever times requests come', async () => {
      const steps = fc.array(fc.nat(40_000), { minLength: 1, maxLength: 60 });
      await fc.assert(fc.asyncProperty(steps, fc.integer({ min: 1, max: 6 }), async (gaps, limit) => {
        const fresh = await create();
        const allowed = new Map<number, number>();
        let nowMs = noon;
        for (const gap of gaps) {
          nowMs += gap;
          const { allowed: passed } = await fresh.take('key', [minute(limit)], nowMs);
          const window = Math.floor(nowMs / 60_000);
          if (passed) allowed.set(window, (allowed.get(window) ?? 0) + 1);
          else expect(allowed.get(window)).toBe(limit);
        }
        expect(Math.max(...allowed.values())).toBeLessThanOrEqual(limit);
      }));
    });
  });
}
