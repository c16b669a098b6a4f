// Proofs of the ledger by the admin API: asked for, nightly, one at a time, with what they found.
import { holdSessionLock, locks } from '#database/session';
import { makeLedgerRow } from '../harness/resources.js';
import { startAdmin, type Answer, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

async function ended(id: string): Promise<Answer> {
  for (;;) {
    const answer = await admin.get(`/api/ledger/proof/${id}`);
    if (answer.status !== 200 || answer.body.state !== 'running') return answer;
  }
}
async function prove(): Promise<Answer> {
  const started = await admin.post('/api/ledger/proof');
  expect(started).toMatchObject({ status: 202, body: { state: 'running', finishedAt: null, checks: [] } });
  return ended(started.body.id);
}

test('a ledger that is whole is said to be, check by check, with what was compared', async () => {
  await makeLedgerRow(admin, { listPicoUsd: 0n, chargedPicoUsd: 0n });
  const { body } = await prove();
  expect(body).toMatchObject({ state: 'ok', rows: 1, differing: [] });
  expect(body.checks).toEqual(expect.arrayContaining([
    expect.objectContaining({ name: 'days', state: 'ok', figures: expect.objectContaining({ 'requests of the ledger': '1', 'requests of the sums': '1' }) }),
    expect.objectContaining({ name: 'holds', state: 'skipped', note: expect.any(String) }),
  ]));
  expect((await admin.get('/api/ledger/proof')).body.data[0]).toEqual({ id: body.id, state: 'ok', startedAt: body.startedAt, finishedAt: body.finishedAt, differing: [] });
});

test('what differs is named', async () => {
  const [row] = await admin.query('UPDATE usage_month SET requests = requests + 1 RETURNING requests');
  const { body } = await prove();
  expect(body).toMatchObject({ state: 'differs', differing: ['months'] });
  const { differences } = body.checks.find(({ name }: { name: string }) => name === 'months');
  expect(differences).toEqual([expect.objectContaining({ what: 'requests', expected: '1', found: String(row.requests) })]);
  await admin.query('UPDATE usage_month SET requests = requests - 1');
});

test('while one is under way anywhere, another is refused', async () => {
  const elsewhere = await holdSessionLock(admin.databaseUrl, locks.ledgerProof, 5000);
  expect(await admin.post('/api/ledger/proof')).toMatchObject({ status: 409, body: { error: { message: 'A proof of the ledger is under way.' } } });
  await elsewhere?.end();
});

test('one whose process died is told to have broken off', async () => {
  await admin.query("INSERT INTO ledger_proof (id, started_at) VALUES ('died', now())");
  expect((await admin.get('/api/ledger/proof/died')).body).toMatchObject({ state: 'running' });
  await prove();
  expect((await admin.get('/api/ledger/proof/died')).body).toMatchObject({ state: 'broken-off', checks: [] });
});

test('one that is not there is not found', async () => {
  expect(await admin.get('/api/ledger/proof/nobody')).toMatchObject({ status: 404 });
});
