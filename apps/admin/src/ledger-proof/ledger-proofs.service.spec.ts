import { Logger } from '@nestjs/common';
import { Database } from '#database/database';
import { LedgerProofRepository } from '#database/proof/ledger-proofs';
import { SettingsRepository } from '#database/settings';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { hour, TestClock } from '../../test/harness/test-clock.js';
import { LedgerProofsService } from './ledger-proofs.service.js';

let fresh: FreshDatabase;
let databases: Database[];
let clock: TestClock;
let proofs: LedgerProofRepository;
let services: LedgerProofsService[];

beforeEach(async () => {
  Logger.overrideLogger(false);
  fresh = await freshDatabase();
  databases = [new Database(fresh.url), new Database(fresh.url)];
  clock = new TestClock();
  proofs = new LedgerProofRepository(databases[0]);
  services = databases.map((database) => new LedgerProofsService(
    database, new LedgerProofRepository(database), new SettingsRepository(database), clock, { holds: () => Promise.resolve([]) }));
});

afterEach(async () => {
  await Promise.all(services.map((service) => service.onApplicationShutdown()));
  await Promise.all(databases.map((database) => database.close()));
  await fresh.drop();
});

const proveIfDue = () => Promise.all(services.map((service) => service.proveIfDue()));

test('of several processes one proves the ledger, once a night, and whoever starts again does not begin anew', async () => {
  await proveIfDue();
  await proveIfDue();
  await expect(proofs.list(9)).resolves.toMatchObject([{ ok: true }]);
  clock.advance(24 * hour);
  await proveIfDue();
  await expect(proofs.list(9)).resolves.toMatchObject([{ ok: true }, { ok: true }]);
});

test('how the last one went is known, with its age', async () => {
  await expect(services[1].state()).resolves.toBeUndefined();
  await proveIfDue();
  clock.advance(hour);
  await expect(services[1].state()).resolves.toEqual({ ok: true, ageMs: hour });
  await databases[0].ask((client) => client.$executeRaw`DROP TRIGGER refuse_truncate ON ledger`);
  clock.advance(24 * hour);
  await proveIfDue();
  await expect(services[1].state()).resolves.toEqual({ ok: false, ageMs: 0 });
});

test('one that broke off is made up for, some minutes later', async () => {
  const { id } = await services[0].start();
  await services[0].onApplicationShutdown();
  await expect(proofs.find(id)).resolves.toMatchObject({ ok: null });
  clock.advance(hour / 10);
  await services[1].proveIfDue();
  await expect(proofs.list(9)).resolves.toHaveLength(1);
  clock.advance(hour / 10);
  await services[1].proveIfDue();
  await expect(proofs.list(9)).resolves.toMatchObject([{ ok: true }, { ok: null }]);
});

test('a stop ends a proof that is under way, and it is told to have broken off', async () => {
  const [{ id }] = [await services[0].start()];
  await services[0].onApplicationShutdown();
  await expect(proofs.find(id)).resolves.toMatchObject({ ok: null, finishedAt: expect.any(Date) });
});
