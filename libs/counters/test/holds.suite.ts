// What every implementation of the counters guarantees about holds: what a request will use, taken before and settled after.
import type { Counters, HeldWindow, Hold } from '../src/counters.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const minuteMs = 60_000;
const tokens = (amount: number, limit = 100, some: Partial<HeldWindow> = {}): HeldWindow =>
  ({ name: 'tokens', limit, seconds: 60, scope: 'key', amount, settles: 'actual', ...some });
const holdOf = (id: string, ...windows: HeldWindow[]): Hold => ({ id, windows, slots: [], expiresInMs: minuteMs });
const slotOf = (id: string, limit = 1, scope = 'key'): Hold => ({ id, windows: [], slots: [{ scope, limit }], expiresInMs: minuteMs });

/** `create` gives counters that have counted nothing yet, each time it is called. */
export function describeHolds(name: string, create: () => Counters | Promise<Counters>): void {
  describe(`${name} as holds`, () => {
    let counters: Counters;
    beforeEach(async () => {
      counters = await create();
    });
    /** What is left of the window of tokens. */
    const left = async (nowMs = noon, limit = 100) => (await counters.hold(holdOf('look', tokens(0, limit)), nowMs)).windows[0].remaining;

    it('takes amounts up to the limit, and tells what remains', async () => {
      const result = await counters.hold(holdOf('a', tokens(60), tokens(1, 5, { name: 'requests', settles: 'fixed' })), noon + 1);
      expect(result).toEqual({
        allowed: true, refused: null,
        windows: [
          { name: 'tokens', limit: 100, remaining: 40, resetAtMs: noon + minuteMs },
          { name: 'requests', limit: 5, remaining: 4, resetAtMs: noon + minuteMs },
        ],
      });
      expect((await counters.hold(holdOf('b', tokens(40)), noon)).allowed).toBe(true);
      expect((await counters.hold(holdOf('c', tokens(1)), noon)).allowed).toBe(false);
    });

    it('takes nothing when one of its windows or slots has no room, and says which', async () => {
      await counters.hold(slotOf('other', 1, 'busy'), noon);
      const windows = [tokens(70), tokens(70, 60, { scope: 'key model' })];
      const refused = await counters.hold({ ...holdOf('a', ...windows), slots: [{ scope: 'key', limit: 1 }] }, noon);
      expect(refused).toMatchObject({ allowed: false, refused: { kind: 'window', scope: 'key model', window: { name: 'tokens', limit: 60, remaining: 60 } } });
      const full = await counters.hold({ ...holdOf('a', tokens(70)), slots: [{ scope: 'key', limit: 1 }, { scope: 'busy', limit: 1 }] }, noon);
      expect(full).toMatchObject({ allowed: false, refused: { kind: 'slots', scope: 'busy', limit: 1 } });
      expect(await left()).toBe(100);
      expect((await counters.hold(slotOf('b'), noon)).allowed).toBe(true);
    });

    it('names a window before slots, and of several windows the one that resets last', async () => {
      await counters.hold(slotOf('other'), noon);
      const windows = [tokens(2, 1), tokens(2, 1, { name: 'day', seconds: 86_400 }), tokens(2, 1, { scope: 'key model' })];
      const { refused } = await counters.hold({ ...holdOf('a', ...windows), slots: [{ scope: 'key', limit: 1 }] }, noon);
      expect(refused).toMatchObject({ kind: 'window', scope: 'key', window: { name: 'day' } });
    });

    it('puts what was really used in place of what was held, fixed amounts aside', async () => {
      await counters.hold(holdOf('a', tokens(60), tokens(1, 5, { name: 'requests', settles: 'fixed' })), noon);
      await counters.settle('a', 25, noon + 10);
      const after = await counters.hold(holdOf('b', tokens(0), tokens(0, 5, { name: 'requests' })), noon + 20);
      expect(after.windows.map(({ remaining }) => remaining)).toEqual([75, 4]);
    });

    it('overdraws a window when more was used than held, which then lets nothing pass until it is over', async () => {
      await counters.hold(holdOf('a', tokens(10)), noon);
      await counters.settle('a', 130, noon);
      const refused = await counters.hold(holdOf('b', tokens(0)), noon + 59_999);
      expect([refused.allowed, refused.windows[0].remaining]).toEqual([false, 0]);
      expect(await left(noon + minuteMs)).toBe(100);
    });

    it('settles once, however often it is told', async () => {
      await counters.hold({ ...holdOf('a', tokens(50)), slots: [{ scope: 'key', limit: 1 }] }, noon);
      await Promise.all([counters.settle('a', 20, noon), counters.settle('a', 20, noon), counters.settle('a', 90, noon)]);
      expect(await left()).toBe(80);
    });

    it('knows nothing of ids that never were', async () => {
      await counters.settle('never', 50, noon);
      await counters.renew(['never', 'nor'], minuteMs, noon);
      await counters.renew([], minuteMs, noon);
      expect(await left()).toBe(100);
    });

    it('counts what was held in the window it was taken from alone', async () => {
      await counters.hold(holdOf('a', tokens(60)), noon);
      expect(await left(noon + minuteMs)).toBe(100);
      await counters.settle('a', 90, noon + minuteMs);
      expect(await left(noon + minuteMs)).toBe(100);
    });

    it('counts holds and requests of one window together', async () => {
      await counters.take('key', [{ name: 'requests', limit: 2, seconds: 60 }], noon);
      const { windows } = await counters.hold(holdOf('a', tokens(1, 2, { name: 'requests', settles: 'fixed' })), noon);
      expect(windows[0].remaining).toBe(0);
    });

    it('lets as many holds of a scope be open as it has slots, and frees one when it is settled', async () => {
      const results = await Promise.all(['a', 'b', 'c', 'd'].map((id) => counters.hold(slotOf(id, 3), noon)));
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(3);
      expect((await counters.hold(slotOf('else', 1, 'another'), noon)).allowed).toBe(true);
      await counters.settle('b', 0, noon);
      expect((await counters.hold(slotOf('e', 3), noon)).allowed).toBe(true);
      expect((await counters.hold(slotOf('f', 3), noon)).allowed).toBe(false);
      expect((await counters.hold(slotOf('g', 0, 'none'), noon)).allowed).toBe(false);
    });

    it('frees the slots of a hold that was neither settled nor renewed in time, not a moment earlier', async () => {
      await counters.hold(slotOf('dead'), noon);
      expect((await counters.hold(slotOf('a'), noon + 59_999)).allowed).toBe(false);
      expect((await counters.hold(slotOf('a'), noon + 60_000)).allowed).toBe(true);
    });

    it('keeps renewed holds from expiring', async () => {
      await counters.hold(slotOf('a', 2), noon);
      await counters.hold(slotOf('b', 2), noon);
      await counters.renew(['a', 'b'], minuteMs, noon + 50_000);
      expect((await counters.hold(slotOf('c', 2), noon + 109_999)).allowed).toBe(false);
      expect((await counters.hold(slotOf('c', 2), noon + 110_000)).allowed).toBe(true);
    });

    it('counts a hold that was renewed too late again: its request is under way', async () => {
      await counters.hold(slotOf('late'), noon);
      await counters.hold(slotOf('a'), noon + minuteMs);
      await counters.renew(['late'], minuteMs, noon + minuteMs);
      await counters.settle('a', 0, noon + minuteMs);
      expect((await counters.hold(slotOf('b'), noon + minuteMs)).allowed).toBe(false);
    });

    it('settles a hold that has expired', async () => {
      await counters.hold({ ...holdOf('a', tokens(60, 100, { seconds: 3600 })), slots: [{ scope: 'key', limit: 1 }] }, noon);
      await counters.hold(slotOf('b'), noon + minuteMs);
      await counters.settle('a', 25, noon + 2 * minuteMs);
      const { windows } = await counters.hold(holdOf('c', tokens(0, 100, { seconds: 3600 })), noon + 2 * minuteMs);
      expect(windows[0].remaining).toBe(75);
      expect((await counters.hold(slotOf('d'), noon + 61_000)).allowed).toBe(false); // b's slot was not freed by a's end
    });

    it('never holds more than the limit when many ask at once', async () => {
      const results = await Promise.all(Array.from({ length: 100 }, (_, id) => counters.hold({ ...holdOf(`h${id}`, tokens(7)), slots: [{ scope: 'key', limit: 12 }] }, noon)));
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(12);
      const more = await Promise.all(Array.from({ length: 100 }, (_, id) => counters.hold(holdOf(`m${id}`, tokens(7)), noon)));
      expect(more.filter(({ allowed }) => allowed)).toHaveLength(2); // 14 x 7 = 98
    });
  });
}
