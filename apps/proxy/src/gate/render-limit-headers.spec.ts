import * as fc from 'fast-check';
import { renderDuration, renderLimitHeaders, renderRetryHeaders } from './render-limit-headers.js';

/** Reads a duration as OpenAI's clients' users do. */
function parseDuration(text: string): number {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  return [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce((sum, [, number, unit = '']) => sum + Number(number) * (units[unit] ?? Number.NaN), 0);
}

const noon = Date.UTC(2026, 10, 24, 12);
const windows = fc.record({
  nowMs: fc.integer({ min: 0, max: 86_400_000 }).map((ms) => noon + ms),
  waitMs: fc.integer({ min: 0, max: 86_400_000 }),
  limit: fc.nat(100_000),
});

describe('renderDuration', () => {
  it.each([
    [0, '0ms'], [12, '12ms'], [999, '999ms'], [1000, '1s'], [1500, '1.5s'], [8640, '8.64s'], [60_000, '1m0s'], [360_000, '6m0s'],
    [3_600_000, '1h0m0s'], [86_399_500, '23h59m59.5s'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(renderDuration(ms)).toBe(text);
  });

  it('says exactly what it was given', () => {
    fc.assert(fc.property(fc.nat(100_000_000), (ms) => {
      expect(Math.round(parseDuration(renderDuration(ms)))).toBe(ms);
    }));
  });
});

describe('renderLimitHeaders', () => {
  it('says the same in both dialects, the resets within a second', () => {
    fc.assert(fc.property(windows, ({ nowMs, waitMs, limit }) => {
      const headers = renderLimitHeaders({ name: 'minute', limit, remaining: Math.max(0, limit - 1), resetAtMs: nowMs + waitMs }, nowMs);
      expect(headers['X-RateLimit-Limit']).toBe(headers['x-ratelimit-limit-requests']);
      expect(headers['X-RateLimit-Remaining']).toBe(headers['x-ratelimit-remaining-requests']);
      const byDuration = nowMs + parseDuration(headers['x-ratelimit-reset-requests'] ?? '');
      expect(Math.abs(Number(headers['X-RateLimit-Reset']) * 1000 - byDuration)).toBeLessThan(1000);
    }));
  });
});

describe('renderRetryHeaders', () => {
  it('never sends a caller back too early, nor at once', () => {
    fc.assert(fc.property(windows, ({ nowMs, waitMs, limit }) => {
      const headers = renderRetryHeaders({ name: 'minute', limit, remaining: 0, resetAtMs: nowMs + waitMs }, nowMs);
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(Math.max(1, waitMs / 1000));
      expect(Number(headers['retry-after-ms'])).toBe(Math.max(1, waitMs));
      expect(headers['x-should-retry']).toBe(waitMs > 60_000 ? 'false' : undefined);
    }));
  });
});
