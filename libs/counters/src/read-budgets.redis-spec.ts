import { randomUUID } from 'node:crypto';
import { readBudgets } from './read-budgets.js';
import { SharedCounters } from './shared-counters.js';

const url = process.env.REDIS_URL ?? '';

test('what the proxies spent and hold is read, by whoever is no proxy', async () => {
  const prefix = `${randomUUID()}:`;
  const proxy = await SharedCounters.open({ url, prefix, onChange: () => undefined });
  const reader = readBudgets(url, prefix);
  const [nowMs, endsAtMs] = [Date.now(), Date.now() + 60_000];
  await expect(reader.state('b 0', nowMs)).resolves.toBeNull();
  await proxy.budgets.seed({ window: 'b 0', spentPicoUsd: 5n, endsAtMs, asOfMs: nowMs }, nowMs);
  await proxy.budgets.hold({ id: 'r', budgets: [{ window: 'b 0', capPicoUsd: 100n, endsAtMs }], estimatePicoUsd: 7n, expiresInMs: 60_000 }, nowMs);
  await expect(reader.state('b 0', nowMs)).resolves.toMatchObject({ spentPicoUsd: 5n, heldPicoUsd: 7n });
  await expect(reader.holds(nowMs)).resolves.toEqual(['r']);
  expect(proxy.processes).toBe(1);
  await reader.close();
  await proxy.close();
});

test('while the server is away nothing is known', async () => {
  const reader = readBudgets('redis://127.0.0.1:1');
  await expect(reader.state('b 0', Date.now())).resolves.toBeNull();
  await expect(reader.holds(Date.now())).resolves.toBeNull();
  await reader.close();
});
