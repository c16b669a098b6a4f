import { describeCounters } from '../test/counters.suite.js';
import { InProcessCounters } from './in-process-counters.js';

const noon = Date.UTC(2026, 10, 24, 12);
const minute = { name: 'minute', limit: 1, seconds: 60 };

describeCounters('InProcessCounters', () => new InProcessCounters());

describe('InProcessCounters', () => {
  it('holds nothing of a window that has passed, however many keys were seen in it', async () => {
    const counters = new InProcessCounters();
    for (let key = 0; key < 100_000; key += 1) await counters.take(`key-${key}`, [minute], noon);
    expect(counters.size).toBe(100_000);
    await counters.take('key-0', [minute], noon + 60_000);
    expect(counters.size).toBe(1);
  });

  it('gives nobody a second limit when the clock is set back into the window before', async () => {
    const counters = new InProcessCounters();
    await counters.take('key', [minute], noon);
    const { allowed, windows } = await counters.take('key', [minute], noon - 5_000);
    expect(allowed).toBe(false);
    expect(windows[0]?.resetAtMs).toBe(noon + 60_000);
  });

  it('serves again at once when a clock that was far ahead is put right', async () => {
    const counters = new InProcessCounters();
    await counters.take('key', [minute], noon + 3_600_000);
    expect((await counters.take('key', [minute], noon)).allowed).toBe(true);
  });
});
