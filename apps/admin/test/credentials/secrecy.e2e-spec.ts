import { newEncryptionKey } from '#access/seal';
import type { LogLevel } from '#server/log/logger';
import { createAdmin } from '../../src/create-admin.js';
import { readAdminEnv } from '../../src/env.js';
import { fakeProvider, type FakeProvider } from '../harness/fake-provider.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

const mockLines: string[] = [];
// The real logger, writing where the test can read.
jest.mock('#server/log/logger', () => {
  const { createLogger } = jest.requireActual<typeof import('#server/log/logger')>('#server/log/logger');
  return { createLogger: (level: LogLevel) => createLogger(level, { write: (line) => mockLines.push(line) }) };
});

const [oldKey, newKey] = [newEncryptionKey(), newEncryptionKey()];
const secrets = ['sk-FirstS3cr3t-0123456789', 'sk-SecondS3cr3t-abcdefghij'];

let admin: RunningAdmin;
let upstream: FakeProvider;
beforeAll(async () => {
  [admin, upstream] = await Promise.all([startAdmin({ ENCRYPTION_KEY: oldKey, ALLOW_PRIVATE_UPSTREAMS: 'true', LOG_LEVEL: 'info' }), fakeProvider()]);
});
afterAll(() => Promise.all([admin.close(), upstream.close()]));

/** Every row of the database as text; bytes as the characters that they would be. */
async function everything(): Promise<string> {
  const tables = await admin.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
  const rows = await Promise.all(tables.map(({ table_name: name }) => admin.query(`SELECT * FROM "${String(name)}"`)));
  return JSON.stringify(rows, (_, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString('latin1') : value));
}
const isBytes = (value: unknown): value is { data: number[] } => (value as { type?: string } | null)?.type === 'Buffer';

test('a secret is in no answer, no row of any table, and no line of the log, whatever is done with it', async () => {
  upstream.answer = (_, response) => void response.writeHead(401).end(JSON.stringify({ error: { message: `Incorrect API key: ${secrets.join()}` } }));
  const created = await admin.post('/api/credentials', { providerId: 'openai', name: 'main', secret: secrets[0], baseUrl: upstream.baseUrl });
  const path = `/api/credentials/${created.body.id}`;
  const answers = [
    created, await admin.post(`${path}/test`), await admin.get(path), await admin.get('/api/credentials'), await admin.post('/api/credentials', { providerId: 'openai', name: 'main', secret: secrets[0] }),
    await admin.post(`${path}/rotate`, { secret: secrets[1] }), await admin.post(`${path}/test`), await admin.patch(path, { baseUrl: null, secret: secrets[1] }),
    await admin.get('/api/audit'), await admin.get('/api/providers/openai'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 409, 200, 200, 200, 200, 200]);
  const [bodies, tables, written] = [JSON.stringify(answers.map(({ body }) => body as unknown)), await everything(), mockLines.join('\n')];
  expect(tables).toContain('credential.rotate');
  expect(written).toContain('/api/credentials/:id/rotate');
  for (const place of [bodies, tables, written]) for (const secret of secrets) expect(place.includes(secret)).toBe(false);
  expect((await admin.remove(path)).status).toBe(204);
});

test('when the admin API starts with a new key before the old one, everything is sealed by the new one; the audit log has a count', async () => {
  await admin.post('/api/credentials', { providerId: 'openai', name: 'kept', secret: secrets[0], baseUrl: upstream.baseUrl });
  const start = async (ENCRYPTION_KEY: string) => {
    const other = await createAdmin(readAdminEnv({ LOG_LEVEL: 'silent', ALLOW_PRIVATE_UPSTREAMS: 'true', ENCRYPTION_KEY }), admin.databaseUrl);
    const url = `http://127.0.0.1:${await other.listen(0, '127.0.0.1')}`;
    return { url, close: () => other.close() };
  };
  for (const keys of [`${newKey},${oldKey}`, `${newKey},${oldKey}`]) await (await start(keys)).close();
  const reseals = await admin.query("SELECT author_kind, via, after FROM audit WHERE action = 'credential.reseal'");
  expect(reseals).toEqual([{ author_kind: 'system', via: 'start', after: '{"count":1}' }]);
  const alone = await start(newKey);
  upstream.answer = (_, response) => void response.end('{"data":[]}');
  const { data: [{ id }] } = (await admin.get('/api/credentials')).body;
  const ask = await fetch(`${alone.url}/api/credentials/${id}/test`, { method: 'POST', headers: { authorization: `Bearer ${admin.token}` } });
  expect(await ask.json()).toMatchObject({ outcome: 'ok' });
  expect(upstream.seen.at(-1)?.headers.authorization).toBe(`Bearer ${secrets[0]}`);
  await alone.close();
  expect((await admin.post(`/api/credentials/${id}/test`)).body).toMatchObject({ outcome: 'failed', message: expect.stringContaining('ENCRYPTION_KEY') });
});
