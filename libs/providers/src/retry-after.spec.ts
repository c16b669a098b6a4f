import { anthropic } from './dialects/anthropic/index.js';
import { gemini } from './dialects/gemini/index.js';
import { openai } from './dialects/openai/index.js';

describe.each([openai, anthropic, gemini])('how long $id asks us to wait', (dialect) => {
  it.each<[number | undefined, Record<string, string | string[]>]>([
    [1500, { 'retry-after-ms': '1500', 'retry-after': '9' }],
    [2000, { 'retry-after': '2' }],
    [500, { 'retry-after': '0.5' }],
    [3000, { 'retry-after': ['3', '4'] }],
    [60_000, { 'retry-after': 'Tue, 24 Nov 2026 10:01:00 GMT', date: 'Tue, 24 Nov 2026 10:00:00 GMT' }],
    [undefined, { 'retry-after': 'Tue, 24 Nov 2026 10:01:00 GMT' }],
    [undefined, { 'retry-after': 'Tue, 24 Nov 2026 10:00:00 GMT', date: 'Tue, 24 Nov 2026 10:01:00 GMT' }],
    [undefined, { 'retry-after': 'soon' }],
    [undefined, { 'retry-after': '-1' }],
    [undefined, { 'retry-after': ' ' }],
    [undefined, {}],
  ])('%s', (waitMs, headers) => {
    expect(dialect.parseError(429, '', headers).details.retryAfterMs).toBe(waitMs);
  });

  it.each([['timeout', 408], ['timeout', 504], ['overloaded', 503], ['overloaded', 529], ['rate-limit', 429], ['server', 500], ['server', 502]])('%s: a bare %d', (kind, status) => {
    expect(dialect.parseError(status, '', {}).kind).toBe(kind);
  });
});
