import type { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import { RequestBodyRepository, type RequestBodyRecord } from './request-bodies.js';
import { connect } from './session.js';

const now = new Date('2026-11-24T10:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let fresh: FreshDatabase;
let database: Database;
let bodies: RequestBodyRepository;
let client: Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  bodies = new RequestBodyRepository(database);
  client = await connect(fresh.url);
  await client.query(`
    INSERT INTO tier (id, name) VALUES ('t', 't');
    INSERT INTO project (id, name, tier_id, keep_bodies, keep_bodies_days) VALUES ('short', 'short', 't', 'both', 2), ('long', 'long', 't', 'both', 30);`);
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});
afterEach(() => client.query('DELETE FROM request_body'));

const body = (requestId: string, some: Partial<RequestBodyRecord> = {}): RequestBodyRecord =>
  ({ requestId, at: now, projectId: 'short', request: Uint8Array.of(0, 255), requestCut: false, answer: null, answerCut: false, ...some });
const left = async () => (await client.query('SELECT request_id FROM request_body ORDER BY 1')).rows.map(({ request_id }) => request_id as string);
const partitions = async () => (await client.query("SELECT relname FROM pg_class WHERE relname ~ '^request_body_\\d{4}_\\d\\d_\\d\\d$' ORDER BY 1")).rows.map(({ relname }) => relname as string);

test('a row comes back as it was written, and once', async () => {
  const row = body('one', { answer: Uint8Array.of(7), answerCut: true });
  await bodies.insertMany([row]);
  await bodies.insertMany([row, body('two')]);
  expect(await bodies.find('one', now)).toEqual(row);
  expect(await bodies.find('none', now)).toBeUndefined();
  expect(await left()).toEqual(['one', 'two']);
});

test('each project keeps its own for its own days, and what is over is read no more before it is dropped', async () => {
  await bodies.insertMany([body('old', { at: daysAgo(2) }), body('young', { at: daysAgo(1.9) }), body('long', { at: daysAgo(2), projectId: 'long' })]);
  expect([await bodies.find('old', now), await bodies.find('young', now)]).toEqual([undefined, expect.anything()]);
  expect(await bodies.dropOld(now)).toBe(1);
  expect(await left()).toEqual(['long', 'young']);
});

test('days that no project keeps any longer go as a whole', async () => {
  expect(await bodies.ensurePartitions(daysAgo(40))).toBe(3);
  expect(await bodies.ensurePartitions(now)).toBe(3);
  expect(await bodies.ensurePartitions(now)).toBe(0);
  await bodies.insertMany([body('ancient', { at: daysAgo(40), projectId: 'long' }), body('gone', { at: daysAgo(39), projectId: 'nobody' })]);
  expect(await bodies.dropOld(now)).toBe(3);
  expect(await left()).toEqual([]);
  expect(await partitions()).toEqual(['request_body_2026_11_24', 'request_body_2026_11_25', 'request_body_2026_11_26']);
});
