// What shared counters guarantee beyond those of one process: however many instances there are, each limit is one.
import * as fc from 'fast-check';
import type { Counters, Hold } from '../src/counters.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const minute = (limit: number) => ({ name: 'minute', limit, seconds: 60 });
const slotOf = (id: string): Hold => ({ id, windows: [], slots: [{ scope: 'key', limit: 1 }], expiresInMs: 60_000 });

/** `create` gives two instances on one store that has counted nothing yet. */
export function describeSharing(name: string, create: () => readonly [Counters, Counters]): void {
  describe(`${name} shared by two processes`, () => {
    it('allows exactly the limit together, when many ask both at once, and tells each remainder once', async () => {
      const both = create();
      const results = await Promise.all(Array.from({ length: 200 }, (_, at) => both[at % 2].take('key', [minute(50)], noon)));
      const remaining = results.filter(({ allowed }) => allowed).map(({ windows }) => windows[0].remaining);
      expect(remaining.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at));
    });

    it('tells the same remainder on both', async () => {
      const [one, another] = create();
      const seen = [];
      for (const counters of [one, another, another, one]) seen.push((await counters.take('key', [minute(10)], noon)).windows[0]);
      expect(seen.map(({ remaining }) => remaining)).toEqual([9, 8, 7, 6]);
    });

    it('never allows more than the limit in a window, however far apart the two clocks are within it', async () => {
      await fc.assert(fc.asyncProperty(fc.integer({ min: -59_999, max: 59_999 }), fc.array(fc.tuple(fc.boolean(), fc.nat(20_000)), { maxLength: 30 }), async (skewMs, calls) => {
        const both = create();
        const allowed = new Map<number, number>();
        let nowMs = noon;
        for (const [second, gapMs] of calls) {
          nowMs += gapMs;
          const { allowed: passed, windows } = await both[Number(second)].take('key', [minute(3)], nowMs + (second ? skewMs : 0));
          if (passed) allowed.set(windows[0].resetAtMs, (allowed.get(windows[0].resetAtMs) ?? 0) + 1);
          // Whoever is behind counts in the window that the other has reached: resets never go back.
          expect(windows[0].resetAtMs).toBeGreaterThanOrEqual(Math.max(0, ...allowed.keys()));
        }
        expect(Math.max(0, ...allowed.values())).toBeLessThanOrEqual(3);
      }), { numRuns: 50 });
    });

    it('gives nobody a second limit when one clock is far ahead of the other', async () => {
      const [one, another] = create();
      await one.take('key', [minute(1)], noon);
      await another.take('key', [minute(1)], noon + 3_600_000);
      expect((await one.take('key', [minute(1)], noon)).allowed).toBe(false);
      expect((await another.take('key', [minute(1)], noon + 3_600_000)).allowed).toBe(false);
    });

    it('tells each process what the others have seen of a circuit, and one of them alone may probe it', async () => {
      const both = create();
      const nothing = { outcomes: [], marks: [], lifted: [] };
      const mark = { circuit: 'a', state: 'open', reason: 'half of the calls failed', sinceMs: noon, untilMs: noon + 5000, times: 1 };
      await both[0].exchangeCircuits({ ...nothing, outcomes: [{ circuit: 'a', succeeded: 1, failed: 4 }], marks: [mark] }, noon);
      const heard = await both[1].exchangeCircuits({ ...nothing, outcomes: [{ circuit: 'a', succeeded: 1, failed: 0 }] }, noon);
      expect(heard).toEqual({ outcomes: [{ circuit: 'a', succeeded: 2, failed: 4 }], marks: [mark] });
      const probes = await Promise.all(Array.from({ length: 20 }, (_, at) => both[at % 2].hold({ ...slotOf(`probe-${at}`), slots: [{ scope: 'probe a', limit: 1 }] }, noon)));
      expect(probes.filter(({ allowed }) => allowed)).toHaveLength(1);
      await both[1].exchangeCircuits({ ...nothing, lifted: ['a'] }, noon);
      expect(await both[0].exchangeCircuits(nothing, noon)).toEqual({ outcomes: [], marks: [] });
    });

    it('lets one process settle and renew what another has held', async () => {
      const [one, another] = create();
      await one.hold(slotOf('a'), noon);
      expect((await another.hold(slotOf('b'), noon)).refused).toEqual({ kind: 'slots', scope: 'key', limit: 1 });
      await another.renew(['a'], 60_000, noon + 30_000);
      expect((await one.hold(slotOf('b'), noon + 60_000)).allowed).toBe(false);
      await another.settle('a', 0, noon);
      expect((await one.hold(slotOf('b'), noon)).allowed).toBe(true);
    });
  });
}
