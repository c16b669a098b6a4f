import { Logger } from '@nestjs/common';
import { Sealer } from '#access/seal';
import { BudgetEventRepository } from '#database/budget-events';
import { BudgetRepository } from '#database/budgets';
import { systemAuthor, type Change } from '#database/change';
import { Database } from '#database/database';
import { ChannelRepository } from '#database/notification-channels';
import { SettingsRepository } from '#database/settings';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { startReceiver, type Receiver } from '../../test/harness/receiver.js';
import { hour, second, TestClock } from '../../test/harness/test-clock.js';
import { readAdminEnv } from '../env.js';
import { Mailer } from '../mail/mailer.js';
import { ChannelSecrets } from '../notification-channels/channel-secrets.js';
import { ProviderEnvironment } from '../providers/provider-environment.js';
import { ChannelSender } from './channel-sender.js';
import { NotificationSender } from './notification-sender.js';

jest.setTimeout(60_000);

let fresh: FreshDatabase;
let database: Database;
let receiver: Receiver;
let events: BudgetEventRepository;
let budgetId: string;
const clock = new TestClock();
const env = readAdminEnv({ ALLOW_PRIVATE_UPSTREAMS: 'true' });
const change = <T>(work: (change: Change) => Promise<T>) => database.change(systemAuthor('command'), new Date(), work);
const key = Buffer.alloc(32, 1);

const senderWith = (sealer: Sealer) => {
  const secrets = new ChannelSecrets(new ChannelRepository(database), sealer);
  return new NotificationSender(events, new SettingsRepository(database), new ChannelSender(secrets, new Mailer(env), new ProviderEnvironment(env), clock), clock);
};
const sender = () => senderWith(new Sealer([key]));

beforeAll(async () => {
  Logger.overrideLogger(false);
  [fresh, receiver] = await Promise.all([freshDatabase(), startReceiver()]);
  database = new Database(fresh.url);
  events = new BudgetEventRepository(database);
  const secret = Uint8Array.from(new Sealer([key]).seal('secret', 'hook'));
  await change((open) => new ChannelRepository(database).create(open, { id: 'hook', name: 'hook', kind: 'webhook', address: receiver.url, secret }));
  ({ id: budgetId } = await change((open) => new BudgetRepository(database).create(open, {
    name: 'b', scope: 'tag', value: 'a=b', projectId: null, window: 'day', capPicoUsd: 100n, mode: 'soft', thresholds: [1], channelIds: ['hook'],
  })));
});
afterAll(async () => {
  await Promise.all([database.close(), receiver.close()]);
  await fresh.drop();
});

let windows = 0;
/** Another event, later than the one before. */
function happen(): Promise<unknown> {
  clock.advance(1);
  return events.record({ budgetId, windowStart: new Date(Date.UTC(2026, 0, (windows += 1))), percents: [1], at: new Date(clock.now()), spentPicoUsd: 1n, capPicoUsd: 100n });
}
const last = () => new ChannelRepository(database).lastDelivery('hook');

test('an event is sent once, with the window that it is of', async () => {
  await happen();
  await expect(Promise.all([sender().sendDue(), sender().sendDue(), sender().sendDue()])).resolves.toEqual(expect.arrayContaining([0, 0, 1]));
  await expect(sender().sendDue()).resolves.toBe(0);
  expect(receiver.posted).toHaveLength(1);
  expect(JSON.parse(receiver.posted[0].body)).toMatchObject({
    test: false, windowStart: '2026-01-01T00:00:00.000Z', windowEnd: '2026-01-02T00:00:00.000Z', percent: 1, budget: { id: budgetId, scope: 'tag', value: 'a=b' },
  });
  await expect(last()).resolves.toMatchObject({ attempts: 1, nextAt: null, problem: null, deliveredAt: expect.any(Date) as Date });
});

test('what is not taken is tried again, later and later, until it is', async () => {
  receiver.status = 503;
  await happen();
  const waits: number[] = [];
  for (let times = 0; times < 8; times += 1) {
    await expect(sender().sendDue()).resolves.toBe(1);
    await expect(sender().sendDue()).resolves.toBe(0);
    const { nextAt } = (await last())!;
    waits.push(nextAt!.getTime() - clock.now());
    clock.advance(waits[times]);
  }
  expect(waits).toEqual([10, 30, 90, 270, 810, 2430, 3600, 3600].map((seconds) => seconds * second));
  await expect(last()).resolves.toMatchObject({ problem: 'It answered with status 503.' });
  receiver.status = 204;
  await sender().sendDue();
  await expect(last()).resolves.toMatchObject({ attempts: 9, nextAt: null, problem: null });
});

test('after a day it is given up', async () => {
  receiver.status = 500;
  await happen();
  const begin = clock.now();
  for (;;) {
    await sender().sendDue();
    const { nextAt } = (await last())!;
    if (nextAt === null) break;
    clock.advance(nextAt.getTime() - clock.now());
  }
  expect(clock.now() - begin).toBeGreaterThan(22 * hour);
  expect(clock.now() - begin).toBeLessThanOrEqual(24 * hour);
  await expect(last()).resolves.toMatchObject({ nextAt: null, deliveredAt: null, problem: 'It answered with status 500.' });
  receiver.status = 200;
});

test('one that a process died over is another\'s after a minute', async () => {
  await happen();
  await events.claim(new Date(clock.now()), new Date(clock.now() + 60 * second), 1);
  await expect(sender().sendDue()).resolves.toBe(0);
  clock.advance(60 * second);
  await expect(sender().sendDue()).resolves.toBe(1);
});

test('a secret that cannot be opened is told, and the event waits for the key', async () => {
  await happen();
  const before = receiver.posted.length;
  await senderWith(new Sealer([Buffer.alloc(32, 2)])).sendDue();
  expect(receiver.posted).toHaveLength(before);
  expect((await last())!.problem).toContain('Its secret cannot be opened.');
  clock.advance(10 * second);
  await expect(sender().sendDue()).resolves.toBe(1);
});
