import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describeBudgetsAnyOrder } from '../test/budgets-any-order.suite.js';
import { describeBudgetsSharing } from '../test/budgets-sharing.suite.js';
import { describeBudgetStore } from '../test/budgets.suite.js';
import { RedisBudgets } from './redis-budgets.js';

const noon = Date.UTC(2026, 10, 24, 12);
const dayMs = 86_400_000;
let one: Redis;
let another: Redis;
beforeAll(() => {
  one = new Redis(process.env.REDIS_URL ?? '');
  another = new Redis(process.env.REDIS_URL ?? '');
});
afterAll(() => {
  one.disconnect();
  another.disconnect();
});

const newPrefix = () => `aiproxy:${randomUUID()}:`;
const create = () => new RedisBudgets(one, newPrefix());
describeBudgetStore('RedisBudgets', create);
describeBudgetsAnyOrder('RedisBudgets', create);
describeBudgetsSharing('RedisBudgets', () => {
  const prefix = newPrefix();
  return [new RedisBudgets(one, prefix), new RedisBudgets(another, prefix)];
});

describe('RedisBudgets', () => {
  const budget = { window: 'b1 0', capPicoUsd: 100n, endsAtMs: noon + 30 * dayMs };

  it('leaves no key behind for ever, and keeps what it needs for as long as it needs it', async () => {
    const prefix = newPrefix();
    const budgets = new RedisBudgets(one, prefix);
    await budgets.lockSeed('b2 0', noon);
    await budgets.seed({ window: budget.window, spentPicoUsd: 0n, endsAtMs: noon + 1000, asOfMs: noon }, noon);
    const seeded = await one.pttl(`${prefix}budget:b1 0`);
    await budgets.hold({ id: 'a', budgets: [budget], estimatePicoUsd: 1n, expiresInMs: 60_000 }, noon);
    await budgets.renew(['a'], 7_200_000, noon);
    await budgets.addSpent('b', ['b1 0', 'b3 0'], 1n, noon);
    const kept = new Map<string, number>();
    for (const key of await one.keys(`${prefix}*`)) kept.set(key.slice(prefix.length), await one.pttl(key));
    const inMinutes = [...kept, ['seeded', seeded] as const].map(([key, ms]) => [key, Math.ceil(ms / 60_000)]);
    expect(Object.fromEntries(inMinutes)).toEqual({
      seeded: 24 * 60 + 1, 'budget:b1 0': 8 * 24 * 60, 'budget-held:b1 0': 8 * 24 * 60, 'budget-hold:a': 26 * 60,
      'budget-hold:b': 60, 'budget-missed:b3 0': 10, 'budget-seeding:b2 0': 1,
    });
  });

  it('knows nothing of a window that the server has lost, and counts from its seed on what is settled and renewed afterwards', async () => {
    const prefix = newPrefix();
    const budgets = new RedisBudgets(one, prefix);
    const seed = (spentPicoUsd: bigint, asOfMs: number) => budgets.seed({ window: 'b1 0', spentPicoUsd, endsAtMs: noon + dayMs, asOfMs }, asOfMs);
    const hold = (id: string) => budgets.hold({ id, budgets: [budget], estimatePicoUsd: 10n, expiresInMs: 60_000 }, noon);
    await seed(0n, noon);
    for (const id of ['before', 'after', 'renewed']) await hold(id);
    await one.del(`${prefix}budget:b1 0`);
    expect((await hold('b')).unknown).toEqual(['b1 0']);
    await seed(40n, noon + 10);
    await budgets.settle('before', 3n, noon + 9);
    await budgets.settle('after', 5n, noon + 10);
    await budgets.renew(['renewed'], 60_000, noon + 10);
    expect(await budgets.state('b1 0', noon + 10)).toEqual({ window: 'b1 0', spentPicoUsd: 45n, heldPicoUsd: 10n });
    await budgets.settle('renewed', 7n, noon + 11);
    expect(await budgets.state('b1 0', noon + 10)).toEqual({ window: 'b1 0', spentPicoUsd: 52n, heldPicoUsd: 0n });
  });
});
