// What every implementation of the counters guarantees about circuits: outcomes of calls summed over a rolling window, and marks.
import { type CircuitMark, type CircuitReport, circuitsMax, circuitWindowMs, keptMs } from '../src/circuit-store.js';
import type { Counters } from '../src/counters.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const nothing: CircuitReport = { outcomes: [], marks: [], lifted: [] };
const calls = (circuit: string, succeeded: number, failed: number): CircuitReport => ({ ...nothing, outcomes: [{ circuit, succeeded, failed }] });
const mark = (circuit: string, some: Partial<CircuitMark> = {}): CircuitMark =>
  ({ circuit, state: 'open', reason: 'half of the calls failed', sinceMs: noon, untilMs: noon + 5000, times: 1, ...some });
const put = (...marks: CircuitMark[]): CircuitReport => ({ ...nothing, marks });

/** `create` gives counters that have counted nothing yet, each time it is called. */
export function describeCircuits(name: string, create: () => Counters | Promise<Counters>): void {
  describe(`${name} as circuits`, () => {
    let counters: Counters;
    beforeEach(async () => {
      counters = await create();
    });
    const tell = async (report: CircuitReport, nowMs = noon) => {
      const { outcomes, marks } = await counters.exchangeCircuits(report, nowMs);
      return { outcomes: inOrder(outcomes), marks: inOrder(marks) };
    };

    it('sums the outcomes of a circuit, keeps circuits apart, and is silent about those without calls', async () => {
      await tell(calls('a', 2, 1), noon);
      await tell(calls('a', 1, 3), noon + 10_000);
      const { outcomes } = await tell({ ...nothing, outcomes: [{ circuit: 'b', succeeded: 0, failed: 1 }, { circuit: 'c', succeeded: 0, failed: 0 }] }, noon + 10_000);
      expect(outcomes).toEqual([{ circuit: 'a', succeeded: 3, failed: 4 }, { circuit: 'b', succeeded: 0, failed: 1 }]);
    });

    it('forgets outcomes slice by slice as the window rolls on', async () => {
      await tell(calls('a', 1, 0), noon);
      await tell(calls('a', 0, 1), noon + 3000);
      const at = async (afterMs: number) => (await tell(nothing, noon + afterMs)).outcomes;
      expect(await at(circuitWindowMs - 1)).toEqual([{ circuit: 'a', succeeded: 1, failed: 1 }]);
      expect(await at(circuitWindowMs)).toEqual([{ circuit: 'a', succeeded: 0, failed: 1 }]);
      expect(await at(circuitWindowMs + 3000)).toEqual([]);
    });

    it('still knows what a clock that is a little ahead has told', async () => {
      await tell(calls('a', 0, 1), noon + 4000);
      expect((await tell(nothing, noon)).outcomes).toEqual([{ circuit: 'a', succeeded: 0, failed: 1 }]);
    });

    it('keeps a mark as it was told, also a while after it is over', async () => {
      const odd = mark('modèle "x"\\ key:1', { reason: 'said "no"\n{then} nothing', times: 3 });
      expect((await tell(put(odd))).marks).toEqual([odd]);
      expect((await tell(nothing, odd.untilMs + keptMs - 1)).marks).toEqual([odd]);
      expect((await tell(nothing, odd.untilMs + keptMs)).marks).toEqual([]);
    });

    it('puts a mark in place of one as old or older, never of a younger one', async () => {
      const younger = mark('a', { sinceMs: noon + 1, times: 2 });
      await tell(put(mark('a')));
      await tell(put(younger));
      expect((await tell(put(mark('a', { untilMs: noon + 90_000 })))).marks).toEqual([younger]);
      const extended = { ...younger, untilMs: noon + 60_000 };
      expect((await tell(put(extended))).marks).toEqual([extended]);
    });

    it('forgets mark and outcomes of what is lifted, those of the same report too, and of nothing else', async () => {
      await tell({ ...put(mark('a'), mark('b')), outcomes: [...calls('a', 1, 9).outcomes, ...calls('b', 1, 9).outcomes] });
      const told = await tell({ outcomes: calls('a', 0, 1).outcomes, marks: [mark('a', { sinceMs: noon + 1 })], lifted: ['a', 'unknown'] }, noon + 9000);
      expect(told).toEqual({ outcomes: calls('b', 1, 9).outcomes, marks: [mark('b')] });
    });

    it('keeps no more circuits than there can be, and those that it knows', async () => {
      await tell({ ...put(mark('known')), outcomes: calls('known', 1, 0).outcomes });
      const many = Array.from({ length: circuitsMax + 10 }, (_, at) => `c${at}`);
      await tell({ ...nothing, outcomes: many.map((circuit) => ({ circuit, succeeded: 1, failed: 0 })), marks: many.map((circuit) => mark(circuit)) });
      const { outcomes, marks } = await tell({ ...calls('known', 1, 0), marks: [mark('known', { times: 2 })] });
      expect([outcomes.length, marks.length]).toEqual([circuitsMax, circuitsMax]);
      expect(outcomes.find(({ circuit }) => circuit === 'known')).toMatchObject({ succeeded: 2 });
      expect(marks.find(({ circuit }) => circuit === 'known')).toMatchObject({ times: 2 });
    });
  });
}

function inOrder<T extends { circuit: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => (a.circuit < b.circuit ? -1 : 1));
}
