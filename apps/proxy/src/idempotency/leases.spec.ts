import { Logger } from '@nestjs/common';
import type { Client } from 'pg';
import { Database } from '#database/database';
import { IdempotentAnswerRepository } from '#database/idempotent-answers';
import { connect } from '#database/session';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { Leases } from './leases.js';

let fresh: FreshDatabase;
let client: Client;
let database: Database;
let answers: IdempotentAnswerRepository;
let leases: Leases;
beforeAll(async () => {
  Logger.overrideLogger(false);
  fresh = await freshDatabase();
  client = await connect(fresh.url);
  database = new Database(fresh.url);
  answers = new IdempotentAnswerRepository(database);
  leases = new Leases(answers);
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

const claimOf = (requestId: string) => ({ keyId: 'k', keyHash: Buffer.from(requestId.padEnd(32)), fingerprint: Buffer.alloc(32), requestId });
const rows = async () => (await client.query('SELECT request_id AS id, state, leased_until > now() AS leased FROM idempotent_answer ORDER BY 1')).rows;

it('what is under way is renewed, what has ended is not', async () => {
  for (const id of ['ended', 'open']) {
    await answers.claim(claimOf(id), -1, 86_400_000);
    leases.hold(id);
  }
  await leases.end('ended', 'shown');
  await leases.renew();
  expect(await rows()).toEqual([{ id: 'ended', state: 'shown', leased: false }, { id: 'open', state: 'running', leased: true }]);
  await leases.end('open', 'free');
  expect(await rows()).toEqual([{ id: 'ended', state: 'shown', leased: false }]);
});

it('an end that cannot be written is written with a later renewal: free stays free, and an answer that was not kept counts as shown', async () => {
  for (const id of ['answer', 'failure']) {
    await answers.claim(claimOf(id), 60_000, 86_400_000);
    leases.hold(id);
  }
  await client.query('ALTER TABLE idempotent_answer RENAME TO away');
  await leases.end('answer', { status: 200, headers: {}, errorCode: null, sealed: Buffer.alloc(1) });
  await leases.end('failure', 'free');
  expect(leases.dropped).toBe(1);
  await leases.renew();
  await client.query('ALTER TABLE away RENAME TO idempotent_answer');
  await leases.renew();
  expect((await rows()).filter(({ id }) => ['answer', 'failure'].includes(id as string))).toEqual([{ id: 'answer', state: 'shown', leased: true }]);
});
