import { freshDatabase, type FreshDatabase } from '../../test/fresh-database.js';
import { Database } from '../database.js';
import { LedgerProofRepository } from './ledger-proofs.js';

let fresh: FreshDatabase;
let database: Database;
let proofs: LedgerProofRepository;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  proofs = new LedgerProofRepository(database);
});

afterEach(async () => {
  await database.close();
  await fresh.drop();
});

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 25, 3, 30 + minutes));

test('one runs at a time; when it has ended, the next one can', async () => {
  const first = await proofs.start(at(0));
  await expect(proofs.start(at(1))).resolves.toBeUndefined();
  await first?.end(at(2), { ok: true, verdict: { checks: [] } });
  const second = await proofs.start(at(3));
  await second?.end(at(4), null);
  await expect(proofs.list(9)).resolves.toMatchObject([{ startedAt: at(3), finishedAt: at(4), ok: null }, { startedAt: at(0), ok: true, verdict: { checks: [] } }]);
  await expect(proofs.last()).resolves.toMatchObject({ startedAt: at(0) });
});

test('one that is no longer wanted when its turn comes does not run, and holds nobody up', async () => {
  await expect(proofs.start(at(0), () => Promise.resolve(false))).resolves.toBeUndefined();
  await expect(proofs.start(at(0), () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  const next = await proofs.start(at(1));
  await next?.end(at(2), null);
  await expect(proofs.list(9)).resolves.toHaveLength(1);
});

test('the youngest four hundred are kept', async () => {
  await database.ask((client) => client.$executeRaw`INSERT INTO ledger_proof (id, started_at, finished_at, ok) SELECT n::text, ${at(0)}::timestamptz - n * interval '1 day', now(), true FROM generate_series(1, 401) AS n`);
  const one = await proofs.start(at(1));
  await one?.end(at(2), { ok: true, verdict: {} });
  const kept = await proofs.list(999);
  expect([kept.length, kept.at(-1)?.id]).toEqual([400, '399']);
});
