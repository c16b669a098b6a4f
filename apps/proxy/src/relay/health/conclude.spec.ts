import type { CircuitMark } from '#counters/circuit-store';
import type { UpstreamErrorKind } from '#providers/errors';
import { cool, open, openAgain, refuse, type Ended } from './conclude.js';

const now = 1_000_000;
const ended = (kind: UpstreamErrorKind, { begunMs = now - 50, retryAfterMs }: { begunMs?: number; retryAfterMs?: number } = {}): Ended =>
  ({ begunMs, nowMs: now, ending: { kind, ...(retryAfterMs !== undefined && { retryAfterMs }) } });
const mark = (some: Partial<CircuitMark> = {}): CircuitMark =>
  ({ circuit: 'c', state: 'open', reason: 'r', sinceMs: now - 6000, untilMs: now - 100, times: 1, ...some });
const lasts = (one: CircuitMark | undefined) => one && one.untilMs - now;

describe('open', () => {
  it.each([
    [0, 4, false], [0, 5, true], [2, 3, true], [3, 3, true], [4, 3, false], [3, 2, false], [50, 49, false], [50, 50, true],
  ])('%i calls that went well and %i that failed: %s', (succeeded, failed, opens) => {
    expect(open('c', { succeeded, failed }, ended('server'), 0) !== undefined).toBe(opens);
  });

  it('for five seconds, by chance up to a fifth less, and says why', () => {
    expect(lasts(open('c', { succeeded: 0, failed: 5 }, ended('server'), 0))).toBe(5000);
    expect(lasts(open('c', { succeeded: 0, failed: 5 }, ended('server'), 1))).toBe(4000);
    expect(open('c', { succeeded: 2, failed: 6 }, ended('timeout'), 0)).toMatchObject({ reason: '6 of the last 8 calls failed, the last one: no answer in time', sinceMs: now, times: 1 });
  });

  it.each([[1, 10_000], [2, 20_000], [5, 160_000], [6, 300_000], [40, 300_000]])('again, after %i times: for %i ms', (times, ms) => {
    const again = openAgain(mark({ times }), ended('server'), 0);
    expect([lasts(again), again?.times]).toEqual([ms, times + 1]);
  });

  it('again only by a call that was begun when it was half open', () => {
    const before = mark({ untilMs: now - 100 });
    expect(openAgain(before, ended('server', { begunMs: now - 101 }), 0)).toBeUndefined();
    expect(openAgain(before, ended('server', { begunMs: now - 100 }), 0)).toBeDefined();
  });
});

describe('cool', () => {
  it.each<[UpstreamErrorKind, number | undefined, number]>([
    ['rate-limit', 7000, 7000], ['rate-limit', undefined, 1000], ['rate-limit', 0, 1000], ['quota', undefined, 60_000], ['quota', 5000, 5000],
    ['rate-limit', 3_600_000, 600_000],
  ])('%s with Retry-After %s ms: for %i ms', (kind, retryAfterMs, ms) => {
    expect(cool('c', undefined, ended(kind, { ...(retryAfterMs !== undefined && { retryAfterMs }) }))).toMatchObject({ state: 'cooling', untilMs: now + ms });
  });

  it.each([[1, 2000], [3, 8000], [6, 60_000], [30, 60_000]])('again, after %i times: for %i ms', (times, ms) => {
    expect(lasts(cool('c', mark({ state: 'cooling', times }), ended('rate-limit')))).toBe(ms);
  });

  it('calls that were under way together make it no longer, unless the provider asks one of them to wait longer', () => {
    const before = mark({ state: 'cooling', sinceMs: now - 20, untilMs: now + 2000, times: 3 });
    expect(cool('c', before, ended('rate-limit'))).toBeUndefined();
    expect(cool('c', before, ended('rate-limit', { retryAfterMs: 1500 }))).toBeUndefined();
    expect(cool('c', before, ended('rate-limit', { retryAfterMs: 3000 }))).toMatchObject({ sinceMs: now - 20, untilMs: now + 3000, times: 3 });
  });
});

describe('refuse', () => {
  it('for a minute', () => {
    expect(refuse('c', undefined, ended('authentication'))).toMatchObject({ state: 'refused', untilMs: now + 60_000, times: 1 });
  });

  it.each([[1, 120_000], [3, 480_000], [4, 600_000], [20, 600_000]])('again, after %i times: for %i ms', (times, ms) => {
    expect(lasts(refuse('c', mark({ state: 'refused', times }), ended('authentication')))).toBe(ms);
  });

  it('not twice by calls that were under way together', () => {
    expect(refuse('c', mark({ state: 'refused', untilMs: now + 10 }), ended('authentication'))).toBeUndefined();
  });

  it('begins anew where something else stood', () => {
    expect(refuse('c', mark({ state: 'cooling', times: 9 }), ended('authentication'))?.times).toBe(1);
  });
});
