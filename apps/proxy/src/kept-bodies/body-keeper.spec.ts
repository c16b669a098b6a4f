import { Logger } from '@nestjs/common';
import { Sealer } from '#access/seal';
import { Database } from '#database/database';
import { RequestBodyRepository } from '#database/request-bodies';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { Pause } from '#server/pause';
import { BodyKeeper, OpenSealer } from './body-keeper.js';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  Logger.overrideLogger(false);
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  await database.ask((client) => client.$executeRaw`INSERT INTO tier (id, name) VALUES ('t', 't')`);
  await database.ask((client) => client.$executeRaw`INSERT INTO project (id, name, tier_id) VALUES ('p', 'p', 't')`);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const sealer = new Sealer([Buffer.alloc(32, 1)]);
const keeperOf = (open: () => Sealer | undefined) => new BodyKeeper(new RequestBodyRepository(database), new OpenSealer(open), new Pause());
let made = 0;
const heard = (bytes = 10) => ({ requestId: `req_${(made += 1)}`, at: new Date(), projectId: 'p', request: Buffer.alloc(bytes, ' '), answer: undefined });
const count = () => database.ask((client) => client.requestBody.count());

it('of more than can wait the rest is let go and counted, what waits is written', async () => {
  const keeper = keeperOf(() => sealer);
  for (let one = 0; one < 1010; one += 1) keeper.add(heard());
  expect(keeper.counts()).toEqual({ waiting: 1000, dropped: 10 });
  await keeper.drain();
  expect(keeper.counts()).toEqual({ waiting: 0, dropped: 10 });
  expect(await count()).toBe(1000);
});

it('more bytes than there is room for are let go, and there is room again when the others are written', async () => {
  const keeper = keeperOf(() => sealer);
  const before = await count();
  keeper.add(heard(60 * 1024 * 1024));
  keeper.add(heard(10 * 1024 * 1024));
  await keeper.drain();
  keeper.add(heard(10 * 1024 * 1024));
  await keeper.drain();
  expect([await count(), keeper.counts().dropped]).toEqual([before + 2, 1]);
});

it('without an encryption key nothing is kept, and that is counted', async () => {
  const keeper = keeperOf(() => undefined);
  const before = await count();
  keeper.add(heard());
  await keeper.drain();
  expect([await count(), keeper.counts()]).toEqual([before, { waiting: 0, dropped: 1 }]);
});
