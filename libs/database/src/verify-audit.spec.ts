import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { auditHash, chainStart } from './append-audit.js';
import { AuditRepository } from './audit.js';
import { systemAuthor } from './change.js';
import { Database } from './database.js';
import { verifyAudit, type AuditHead } from './verify-audit.js';

jest.setTimeout(60_000);

let fresh: FreshDatabase;
let databases: Database[];
let client: Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  databases = [new Database(fresh.url), new Database(fresh.url)];
  client = new Client(fresh.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await Promise.all(databases.map((database) => database.close()));
  await fresh.drop();
});

const noteOf = (number: number) => ({ action: 'thing.create', resource: 'thing', resourceId: `${number}`, after: { number, name: 'Zoë \u0000 \ud800' } });
const add = (database: Database, number: number) => database.change(systemAuthor('command'), new Date(), async (change) => change.note(noteOf(number)));
const verify = (expected?: AuditHead) => verifyAudit(databases[0], expected);

/** Rewrites the table as somebody with all rights over it, looks, and puts everything back. */
async function tampered(sql: string, expected?: AuditHead) {
  await client.query('CREATE TABLE kept AS TABLE audit; ALTER TABLE audit DISABLE TRIGGER USER');
  try {
    await client.query(sql);
    return await verify(expected);
  } finally {
    await client.query('TRUNCATE audit; INSERT INTO audit TABLE kept; DROP TABLE kept; ALTER TABLE audit ENABLE TRIGGER USER');
  }
}

test('an empty log is whole, and has no head', async () => {
  expect(await verify()).toEqual({ rows: 0, ok: true, head: null, firstBroken: null });
});

test('changes made at once, by two processes, leave one unbroken chain', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, index) => add(databases[index % 2], index)));
  const { rows, ok, head } = await verify();
  expect({ rows, ok, sequence: head?.sequence }).toEqual({ rows: 50, ok: true, sequence: 50n });
});

test('a chain longer than a page is walked to its end', async () => {
  await databases[0].change(systemAuthor('command'), new Date(), async (change) => {
    for (let number = 50; number < 2400; number += 1) change.note(noteOf(number));
  });
  expect(await verify()).toMatchObject({ rows: 2400, ok: true, head: { sequence: 2400n } });
});

test.each([
  ['a changed value', "UPDATE audit SET after = '{\"number\":8}' WHERE sequence = 20", '20', 'changed'],
  ['another author', "UPDATE audit SET author_name = 'somebody' WHERE sequence = 20", '20', 'changed'],
  ['a time moved by a millisecond', "UPDATE audit SET at = at + interval '1 ms' WHERE sequence = 20", '20', 'changed'],
  ['an emptied field', 'UPDATE audit SET after = NULL WHERE sequence = 20', '20', 'changed'],
  ['a changed hash', `UPDATE audit SET hash = '${'a'.repeat(64)}' WHERE sequence = 20`, '20', 'changed'],
  ['a changed link', `UPDATE audit SET previous_hash = '${'a'.repeat(64)}' WHERE sequence = 20`, '20', 'changed'],
  ['a row taken out', 'DELETE FROM audit WHERE sequence = 20', '20', 'missing'],
  ['the first row taken out', 'DELETE FROM audit WHERE sequence = 1', '1', 'missing'],
  ['a row taken out between two pages', 'DELETE FROM audit WHERE sequence = 1001', '1001', 'missing'],
  ['two rows in each other\'s place', 'UPDATE audit SET sequence = -1 WHERE sequence = 20; UPDATE audit SET sequence = 20 WHERE sequence = 21; UPDATE audit SET sequence = 21 WHERE sequence = -1', '20', 'changed'],
])('%s is found', async (_, sql, sequence, reason) => {
  expect(await tampered(sql)).toMatchObject({ ok: false, rows: Number(sequence) - 1, firstBroken: { sequence: BigInt(sequence), reason } });
  expect(await verify()).toMatchObject({ ok: true });
});

test('a row that was changed and hashed again does not fit to the next one', async () => {
  const row = (await new AuditRepository(databases[0]).find(20n))!;
  const hash = auditHash({ ...row, after: '{}' });
  expect(await tampered(`UPDATE audit SET after = '{}', hash = '${hash}' WHERE sequence = 20`)).toMatchObject({ ok: false, firstBroken: { sequence: 21n, reason: 'unchained' } });
});

test('a log that was cut off is whole by itself, and found with the head that somebody kept', async () => {
  const { head } = await verify();
  const cut = 'DELETE FROM audit WHERE sequence > 2000';
  expect(await tampered(cut)).toMatchObject({ ok: true, rows: 2000 });
  expect(await tampered(cut, head!)).toMatchObject({ ok: false, rows: 2000, firstBroken: { sequence: 2001n, reason: 'cut-off' } });
  expect(await tampered('DELETE FROM audit', head!)).toMatchObject({ ok: false, head: null, firstBroken: { sequence: 1n, reason: 'cut-off' } });
  expect(await verify(head!)).toMatchObject({ ok: true });
});

test('a log that was written anew is whole by itself, and found with the head that somebody kept', async () => {
  const { head } = await verify();
  const row = (await new AuditRepository(databases[0]).find(1n))!;
  const hash = auditHash({ ...row, after: '{}', previousHash: chainStart });
  const anew = `DELETE FROM audit WHERE sequence > 1; UPDATE audit SET after = '{}', hash = '${hash}'`;
  expect(await tampered(anew)).toMatchObject({ ok: true, rows: 1 });
  expect(await tampered(anew, { sequence: 1n, hash: row.hash })).toMatchObject({ ok: false, firstBroken: { sequence: 1n, reason: 'replaced' } });
  expect(await tampered(anew, head!)).toMatchObject({ ok: false, firstBroken: { sequence: 2n, reason: 'cut-off' } });
});

test.each(['UPDATE audit SET action = action', 'DELETE FROM audit', 'TRUNCATE audit'])('what is written stays written: %s is refused', async (sql) => {
  await expect(client.query(sql)).rejects.toThrow('audit is append-only');
});

test('a change that fails leaves no row', async () => {
  const { head } = await verify();
  const failing = databases[0].change(systemAuthor('command'), new Date(), async (change) => {
    change.note(noteOf(1));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await verify()).toMatchObject({ head });
});
