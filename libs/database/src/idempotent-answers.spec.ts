import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import { IdempotentAnswerRepository, type AnswerClaim } from './idempotent-answers.js';
import { connect } from './session.js';

const lease = 60_000;
const day = 86_400_000;

let fresh: FreshDatabase;
let client: Client;
let databases: Database[];
let one: IdempotentAnswerRepository;
let another: IdempotentAnswerRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  client = await connect(fresh.url);
  databases = [new Database(fresh.url), new Database(fresh.url)];
  [one, another] = databases.map((database) => new IdempotentAnswerRepository(database));
});
afterAll(async () => {
  await client.end();
  for (const database of databases) await database.close();
  await fresh.drop();
});

let made = 0;
const claimOf = (some: Partial<AnswerClaim> = {}): AnswerClaim => ({ keyId: 'k', keyHash: randomBytes(32), fingerprint: randomBytes(32), requestId: `req_${(made += 1)}`, ...some });
const again = (claim: AnswerClaim) => ({ ...claim, requestId: `req_${(made += 1)}` });
const kept = { status: 200, headers: { 'x-aiproxy-provider': 'openai' }, errorCode: null, sealed: Buffer.from([0, 255, 7]) };

test('of many claims made at once through two pools exactly one is given, and the others are told of it', async () => {
  for (let round = 0; round < 20; round += 1) {
    const claims = Array.from({ length: 16 }, (_, index) => claimOf({ keyHash: Buffer.alloc(32, round + 1), requestId: `round ${round} ${index}` }));
    const earlier = await Promise.all(claims.map((claim, index) => (index % 2 ? one : another).claim(claim, lease, day)));
    const winners = claims.filter((_, index) => !earlier[index]);
    expect(winners).toHaveLength(1);
    const told = earlier.filter((run) => run !== undefined);
    expect(new Set(told.map(({ requestId, state }) => `${requestId} ${state}`))).toEqual(new Set([`${winners[0].requestId} running`]));
  }
});

test('an answered one comes back with its answer, whoever asks', async () => {
  const claim = claimOf();
  await one.claim(claim, lease, day);
  await one.settle(claim.requestId, kept);
  expect(await another.claim(again(claim), lease, day)).toEqual({ requestId: claim.requestId, fingerprint: new Uint8Array(claim.fingerprint), state: 'answered', kept: { ...kept, sealed: new Uint8Array(kept.sealed) } });
});

test('one that was given free can be claimed again; one that was shown cannot', async () => {
  const [free, shown] = [claimOf(), claimOf()];
  for (const claim of [free, shown]) await one.claim(claim, lease, day);
  await one.settle(free.requestId, 'free');
  await one.settle(shown.requestId, 'shown');
  expect(await another.claim(again(free), lease, day)).toBeUndefined();
  expect(await another.claim(again(shown), lease, day)).toMatchObject({ requestId: shown.requestId, state: 'shown', kept: undefined });
});

test('what has ended stays as it ended', async () => {
  const claim = claimOf();
  await one.claim(claim, lease, day);
  await one.settle(claim.requestId, kept);
  await one.settle(claim.requestId, 'free');
  await one.settle(claim.requestId, 'shown');
  expect(await one.claim(again(claim), lease, day)).toMatchObject({ state: 'answered' });
});

test('one that is not renewed counts as interrupted, one that is renewed as running', async () => {
  const [lapsed, renewed] = [claimOf(), claimOf()];
  for (const claim of [lapsed, renewed]) await one.claim(claim, -1, day);
  await one.renew([renewed.requestId], lease);
  expect(await another.claim(again(lapsed), lease, day)).toMatchObject({ state: 'interrupted', requestId: lapsed.requestId });
  expect(await another.claim(again(renewed), lease, day)).toMatchObject({ state: 'running', requestId: renewed.requestId });
});

test('one that has expired gives way to the next, and nothing of its answer stays', async () => {
  const claim = claimOf();
  await one.claim(claim, lease, -1);
  await one.settle(claim.requestId, kept);
  const next = again(claim);
  expect(await another.claim(next, lease, day)).toBeUndefined();
  const { rows } = await client.query('SELECT state, status, headers, answer FROM idempotent_answer WHERE request_id = $1', [next.requestId]);
  expect(rows).toEqual([{ state: 'running', status: null, headers: null, answer: null }]);
});

test('expired ones are dropped, others stay', async () => {
  const [expired, current] = [claimOf(), claimOf()];
  await one.claim(expired, lease, -1);
  await one.claim(current, lease, day);
  expect(await one.dropExpired()).toBe(1);
  expect(await one.claim(again(current), lease, day)).toMatchObject({ requestId: current.requestId });
});
