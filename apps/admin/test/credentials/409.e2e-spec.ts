import { CredentialRepository } from '#database/credentials';
import { systemAuthor } from '#database/change';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const create = (name: string, providerId = 'openai') => admin.post('/api/credentials', { providerId, name, secret: 'sk-1' });

test('a provider has one credential of a name', async () => {
  expect((await create('main')).status).toBe(201);
  expect(await create('main')).toMatchObject({ status: 409, body: { error: { code: 'conflict', param: 'name' } } });
  expect((await create('main', 'groq')).status).toBe(201);
});

test('one that the configuration file has in its hands is left to it', async () => {
  const id = 'of-the-file';
  await admin.database.change(systemAuthor('command'), new Date(), (change) =>
    new CredentialRepository(admin.database).create(change, { id, providerId: 'openai', name: 'file', baseUrl: null, sealed: null }), 'file');
  const path = `/api/credentials/${id}`;
  const answers = [await admin.patch(path, { name: 'x' }), await admin.remove(path), await admin.post(`${path}/rotate`, { secret: 's' }), await admin.post(`${path}/disable`)];
  for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { error: { code: 'file_managed' } } });
  expect((await admin.get(path)).body).toMatchObject({ managedBy: 'file', version: 1 });
});
