import { usageOf } from '#providers/usage';
import type { Standing } from '../health/target-health.js';
import { candidateAt, nameOf } from '../testing/candidate.js';
import type { Candidate } from './candidate.js';
import { orderCandidates, type OrderTerms } from './order-candidates.js';
import { affinityOrder, cheapestOrder, latencyOrder, weightedOrder } from './strategies.js';

/** The same numbers at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const well: Standing = { usable: true, probe: false };
const unwell = (untilMs: number): Standing => ({ usable: false, state: 'open', reason: 'r', untilMs });
const termsOf = (some: Partial<OrderTerms> & { unwell?: Record<string, number>; expected?: Record<string, number> } = {}): OrderTerms => ({
  random: () => 0.5, pinned: false, preferred: undefined, affinity: () => 'p', expectedUsage: () => usageOf({ inputText: 10 }),
  standing: ({ record: { id } }) => (some.unwell?.[id] === undefined ? well : unwell(some.unwell[id])),
  expectedMs: ({ record: { id } }) => some.expected?.[id] ?? 0, ...some,
});
const [a, b, c] = ['a', 'b', 'c'].map((id) => candidateAt({ id }));
const ids = (candidates: readonly Candidate[]) => candidates.map(({ record }) => record.id).join('');
const order = (candidates: Candidate[], terms: OrderTerms, strategy: Candidate['model']['strategy'] = 'weighted') => {
  const { tried, unwell: left } = orderCandidates(candidates, strategy, terms);
  return [tried.map(({ record, reason }) => `${record.id} ${reason}`), left.map(({ candidate }) => candidate.record.id)];
};

/** How often each is first, in per cent. */
function firsts(draw: () => Candidate[], times = 20_000): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let time = 0; time < times; time += 1) {
    const { id } = draw()[0].record;
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, Math.round((100 * count) / times)]));
}

describe('the order', () => {
  it('is the priorities\', lower first, and says that one alone has its priority', () => {
    expect(order([candidateAt({ id: 'late', priority: 5 }), a], termsOf())).toEqual([['a priority', 'late priority'], []]);
  });

  it('begins with the provider that the caller would rather have, whatever its priority', () => {
    expect(order([a, candidateAt({ id: 'late', provider: 'p', priority: 2_000_000 })], termsOf({ preferred: 'p' }))).toEqual([['late preferred', 'a priority'], []]);
  });

  it('leaves out who does not stand well, as long as another can be asked', () => {
    expect(order([a, b, candidateAt({ id: 'late', priority: 5 })], termsOf({ unwell: { a: 9, b: 9 } }))).toEqual([['late priority'], ['a', 'b']]);
  });

  it('asks whoever comes back soonest where nobody stands well', () => {
    expect(order([a, b, c], termsOf({ unwell: { a: 9, b: 7, c: 8 } }))).toEqual([['b last-usable', 'c last-usable', 'a last-usable'], []]);
  });

  it('of one alone is that one, however it stands', () => {
    expect(order([a], termsOf({ unwell: { a: 9 } }))).toEqual([['a priority'], []]);
    expect(order([a], termsOf({ pinned: true }))).toEqual([['a pinned'], []]);
  });

  it('tries each target once before any by its second credential', () => {
    const two = [a, candidateAt({ id: 'a', credential: 'second' }), b, candidateAt({ id: 'b', credential: 'third' })];
    const { tried } = orderCandidates(two, 'weighted', termsOf({ random: seeded(1) }));
    expect(new Set(tried.slice(0, 2).map(nameOf))).toEqual(new Set(['a env:a', 'b env:b']));
  });
});

describe('by weight', () => {
  it('a target is first in proportion to it', () => {
    const random = seeded(7);
    const group = [candidateAt({ id: 'a', weight: 1 }), candidateAt({ id: 'b', weight: 3 }), candidateAt({ id: 'c', weight: 6 })];
    const shares = firsts(() => weightedOrder(group, termsOf({ random })));
    expect(Math.abs(shares.a - 10)).toBeLessThanOrEqual(1);
    expect(Math.abs(shares.b - 30)).toBeLessThanOrEqual(1);
    expect(Math.abs(shares.c - 60)).toBeLessThanOrEqual(1);
  });

  it('a target of weight 0 is only there for when the others fail', () => {
    const random = seeded(3);
    const group = [candidateAt({ id: 'a', weight: 0 }), candidateAt({ id: 'b', weight: 1 })];
    expect(firsts(() => weightedOrder(group, termsOf({ random })), 2000)).toEqual({ b: 100 });
    expect(ids(weightedOrder(group, termsOf({ random })))).toBe('ba');
  });
});

describe('by latency', () => {
  it('the better of two that chance picks goes first, the others follow, quickest first', () => {
    const expected = { a: 300, b: 100, c: 200 };
    const draws = (...numbers: number[]) => { let at = 0; return () => numbers[at++]; };
    expect(ids(latencyOrder([a, b, c], termsOf({ random: draws(0, 0), expected })))).toBe('bca'); // a or b
    expect(ids(latencyOrder([a, b, c], termsOf({ random: draws(0, 0.9), expected })))).toBe('cba'); // a or c
  });

  it('the slowest of several is never first, and one of which nothing is known is found out about', () => {
    const random = seeded(5);
    expect(firsts(() => latencyOrder([a, b, c], termsOf({ random, expected: { a: 300, b: 100, c: 200 } })), 3000).a).toBeUndefined();
    expect(firsts(() => latencyOrder([a, b], termsOf({ random, expected: { a: 300 } })), 100)).toEqual({ b: 100 });
  });
});

describe('by price', () => {
  it('what the request would cost decides, free first; equals by weight', () => {
    const group = [candidateAt({ id: 'a', price: 30n }), candidateAt({ id: 'b', price: 20n }), candidateAt({ id: 'c' }), candidateAt({ id: 'd', price: 20n, weight: 0 })];
    expect(ids(cheapestOrder(group, termsOf()))).toBe('cbda');
    expect(ids(cheapestOrder(group, termsOf({ expectedUsage: () => usageOf({ images: 1 }) })))[0]).toBe('c'); // the others have no price for it
  });
});

describe('by affinity', () => {
  const group = ['a', 'b', 'c', 'd', 'e'].map((id) => candidateAt({ id }));
  const first = (key: string, among = group) => affinityOrder(among, termsOf({ affinity: () => key }))[0].record.id;
  const keys = Array.from({ length: 2000 }, (_, index) => `conversation ${index}`);

  it('the same beginning goes to the same one, whatever order the targets come in', () => {
    expect(keys.map((key) => first(key, group.toReversed()))).toEqual(keys.map((key) => first(key)));
  });

  it('beginnings are spread over all', () => {
    expect(Math.min(...group.map(({ record }) => keys.filter((key) => first(key) === record.id).length))).toBeGreaterThan(320);
  });

  it('when one goes, only those move whose place it was', () => {
    const without = group.filter(({ record }) => record.id !== 'c');
    const staying = keys.filter((key) => first(key) !== 'c');
    expect(staying.map((key) => first(key, without))).toEqual(staying.map((key) => first(key)));
  });
});
