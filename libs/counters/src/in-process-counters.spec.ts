import { describeCircuits } from '../test/circuits.suite.js';
import { describeCounters } from '../test/counters.suite.js';
import { describeHolds } from '../test/holds.suite.js';
import { describeAnyOrder } from '../test/any-order.suite.js';
import { InProcessCounters } from './in-process-counters.js';
import { rememberedMs } from './in-process-holds.js';

const noon = Date.UTC(2026, 10, 24, 12);
const minute = { name: 'minute', limit: 1, seconds: 60 };

describeCounters('InProcessCounters', () => new InProcessCounters());
describeHolds('InProcessCounters', () => new InProcessCounters());
describeCircuits('InProcessCounters', () => new InProcessCounters());
describeAnyOrder('InProcessCounters', () => new InProcessCounters());

describe('InProcessCounters', () => {
  it('holds nothing of a window that has passed, however many keys were seen in it', async () => {
    const counters = new InProcessCounters();
    for (let key = 0; key < 100_000; key += 1) await counters.take(`key-${key}`, [minute], noon);
    expect(counters.size).toBe(100_000);
    await counters.take('key-0', [minute], noon + 60_000);
    expect(counters.size).toBe(1);
  });

  it('forgets holds that nobody settles', async () => {
    const counters = new InProcessCounters();
    const hold = (id: string, nowMs: number) => counters.hold({ id, windows: [], slots: [{ scope: id, limit: 1 }], expiresInMs: 60_000 }, nowMs);
    for (let id = 0; id < 1000; id += 1) await hold(`lost-${id}`, noon);
    for (let id = 0; id < 1000; id += 1) {
      await hold(`later-${id}`, noon + 60_000 + rememberedMs);
      await counters.settle(`later-${id}`, 0, noon);
    }
    expect(counters.size).toBe(0);
  });
});
