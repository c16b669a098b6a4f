import { describeAnyOrder } from '../test/any-order.suite.js';
import { describeBudgetsAnyOrder } from '../test/budgets-any-order.suite.js';
import { describeBudgetStore } from '../test/budgets.suite.js';
import { describeCircuits } from '../test/circuits.suite.js';
import { describeCounters } from '../test/counters.suite.js';
import { describeHolds } from '../test/holds.suite.js';
import { SharedCounters } from './shared-counters.js';

const noon = Date.UTC(2026, 10, 24, 12);
const opened: SharedCounters[] = [];
const told: unknown[] = [];
afterEach(async () => {
  for (const counters of opened.splice(0)) await counters.close();
  told.splice(0);
});

/** Nobody listens on port 1. */
async function create(): Promise<SharedCounters> {
  const counters = await SharedCounters.open({ url: 'redis://:a-password@127.0.0.1:1', onChange: (state) => told.push(state) });
  opened.push(counters);
  return counters;
}

describeCounters('SharedCounters that were never reached', create);
describeHolds('SharedCounters that were never reached', create);
describeCircuits('SharedCounters that were never reached', create);
describeAnyOrder('SharedCounters that were never reached', create);
describeBudgetStore('SharedCounters that were never reached', async () => (await create()).budgets);
describeBudgetsAnyOrder('SharedCounters that were never reached', async () => (await create()).budgets);

it('tells once that the counters cannot be reached, and why', async () => {
  const counters = await create();
  expect(counters.isShared).toBe(false);
  await counters.take('key', [{ name: 'minute', limit: 1, seconds: 60 }], noon);
  expect(told).toEqual([{ isShared: false, processes: 1, reason: 'ECONNREFUSED' }]);
});
