import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { systemAuthor, type Change } from './change.js';
import { CredentialRepository } from './credentials.js';
import { Database } from './database.js';
import { loadCredentials } from './load-credentials.js';

let fresh: FreshDatabase;
let database: Database;
let credentials: CredentialRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  credentials = new CredentialRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const at = new Date('2026-11-24T00:00:00Z');
const change = <T>(work: (change: Change) => Promise<T>) => database.change(systemAuthor('command'), at, work);
const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const create = (id: string, sealed = 'sealed') => change((change) =>
  credentials.create(change, { id, providerId: 'openai', name: id, baseUrl: null, sealed: { secret: bytes(sealed), last4: 'aled' } }));
const audit = (action: string) => database.ask((client) => client.audit.findMany({ where: { action }, orderBy: { sequence: 'asc' } }));
const inUse = async () => (await database.ask(loadCredentials)).map(({ id }) => id);

test('a record and the audit log hold no secret, sealed or not', async () => {
  const record = await create('plain');
  expect(record).toMatchObject({ id: 'plain', hasSecret: true, last4: 'aled', createdAt: at });
  expect(record).not.toHaveProperty('secret');
  const [row] = await audit('credential.create');
  expect(Object.keys(JSON.parse(row.after!) as object)).not.toContain('secret');
});

test('only those in use are loaded for the proxy: neither disabled nor removed ones', async () => {
  await create('disabled');
  await create('removed');
  await change((change) => credentials.setDisabled(change, 'disabled', true));
  await change((change) => credentials.remove(change, 'removed'));
  expect(await inUse()).toEqual(expect.not.arrayContaining(['disabled', 'removed']));
  await change((change) => credentials.setDisabled(change, 'disabled', false));
  expect(await inUse()).toEqual(expect.arrayContaining(['plain', 'disabled']));
});

test('sealing anew leaves alone what was rotated meanwhile, and counts what it did', async () => {
  await create('kept', 'old seal');
  await create('rotated', 'old seal');
  await change((change) => credentials.rotate(change, 'rotated', { secret: bytes('newer secret'), last4: null }));
  const rows = ['kept', 'rotated'].map((id) => ({ id, from: bytes('old seal'), to: bytes('new seal') }));
  await change((change) => credentials.reseal(change, rows));
  const sealed = new Map((await credentials.listSealed()).map(({ id, secret }) => [id, Buffer.from(secret).toString()]));
  expect([sealed.get('kept'), sealed.get('rotated')]).toEqual(['new seal', 'newer secret']);
  await change((change) => credentials.reseal(change, rows));
  expect((await audit('credential.reseal')).map(({ after }) => after)).toEqual(['{"count":1}']);
  expect(await credentials.find('kept')).toMatchObject({ version: 1 });
});

test('what a test gave is not kept for a secret that was changed meanwhile', async () => {
  const before = await create('tested');
  await credentials.recordTest(before, at, 'ok');
  expect(await credentials.find('tested')).toMatchObject({ testedAt: at, testOutcome: 'ok', version: 1 });
  await change((change) => credentials.rotate(change, 'tested', { secret: bytes('another'), last4: null }));
  await credentials.recordTest(before, at, 'ok');
  expect(await credentials.find('tested')).toMatchObject({ testedAt: null, testOutcome: null, version: 2 });
});

test('what a test gave is not kept for another address; the same one said again is no other', async () => {
  await credentials.recordTest(await create('moved'), at, 'ok');
  const { baseUrl } = (await credentials.find('moved'))!;
  await change((change) => credentials.update(change, 'moved', { name: 'moved away', baseUrl }));
  expect(await credentials.find('moved')).toMatchObject({ testedAt: at, testOutcome: 'ok', version: 2 });
  await change((change) => credentials.update(change, 'moved', { baseUrl: 'https://elsewhere.example.com/v1' }));
  expect(await credentials.find('moved')).toMatchObject({ testedAt: null, testOutcome: null, version: 3 });
});

test('what the configuration file manages is changed by the file alone, which may take over any', async () => {
  await create('taken-over');
  const byFile = await database.change(systemAuthor('command'), at, (change) => credentials.update(change, 'taken-over', { name: 'of the file' }), 'file');
  expect(byFile.managedBy).toBe('file');
  await expect(change((change) => credentials.setDisabled(change, 'taken-over', true))).rejects.toMatchObject({ kind: 'file-managed' });
});
