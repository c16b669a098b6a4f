import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import { fakeUpstream, json, type FakeUpstream } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ENCRYPTION_KEY = newEncryptionKey();
const sealer = new Sealer(parseEncryptionKeys(ENCRYPTION_KEY));
const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };
let proxy: RunningProxy;
let elsewhere: FakeUpstream;
beforeAll(async () => {
  elsewhere = await fakeUpstream();
  proxy = await startProxy({ ENCRYPTION_KEY, ALLOW_PRIVATE_UPSTREAMS: 'true', MISTRAL_API_KEY: '' });
});
afterAll(async () => { await proxy.close(); elsewhere.close(); });
beforeEach(async () => {
  await proxy.change('UPDATE target SET credential_id = NULL; DELETE FROM credential');
  for (const upstream of [proxy.upstream, elsewhere]) {
    upstream.received.length = 0;
    upstream.answer(json(openaiReply()));
  }
});

let stored = 0;
/** Gives its id. */
async function store(secret: string, { provider = 'openai', baseUrl = null as string | null, by = sealer, rowId = '' } = {}): Promise<{ id: string }> {
  stored += 1;
  const id = `cred-${stored}`;
  const sealed = by.seal(secret, rowId || id).toString('hex');
  await proxy.change(`INSERT INTO credential (id, provider_id, name, secret, last4, base_url, created_at)
    VALUES ('${id}', '${provider}', '${id}', '\\x${sealed}', '${secret.slice(-4)}', ${baseUrl === null ? 'NULL' : `'${baseUrl}'`}, now() + interval '${stored} seconds')`);
  return { id };
}

const secretsUsed = (upstream = proxy.upstream) => upstream.received.map(({ headers }) => headers.authorization?.replace('Bearer ', ''));
const status = async (body: object = ask) => {
  const response = await proxy.post('/v1/chat/completions', body);
  await response.arrayBuffer();
  return response.status;
};

it('a stored credential is used before the environment\'s, and lies sealed in the table', async () => {
  const { id } = await store('stored-openai-secret');
  expect(await status()).toBe(200);
  expect(secretsUsed()).toEqual(['stored-openai-secret']);
  const [row] = await proxy.query(`SELECT secret, (to_jsonb(credential) - 'secret')::text AS rest FROM credential WHERE id = '${id}'`);
  expect((row?.secret as Buffer).toString('latin1')).not.toContain('openai');
  expect(row?.rest).not.toContain('stored-openai');
  expect(sealer.open(row?.secret as Buffer, id)).toBe('stored-openai-secret');
});

it('of several the oldest goes first, and what it cannot do the next one does, the environment\'s last', async () => {
  await store('older-secret');
  await store('newer-secret');
  proxy.upstream.answer(json({ error: { message: 'no quota', code: 'insufficient_quota' } }, 429), json({ error: { message: 'bad key', code: 'invalid_api_key' } }, 401), json(openaiReply()));
  expect(await status()).toBe(200);
  expect(secretsUsed()).toEqual(['older-secret', 'newer-secret', 'upstream-openai-secret']);
});

it.each(['disabled_at', 'removed_at'])('once %s is set the next request uses another', async (column) => {
  const { id } = await store('first-secret');
  await store('second-secret');
  expect(await status()).toBe(200);
  await proxy.change(`UPDATE credential SET ${column} = now() WHERE id = '${id}'`);
  expect(await status()).toBe(200);
  expect(secretsUsed()).toEqual(['first-secret', 'second-secret']);
});

it('a rotated one is used with its new secret', async () => {
  const { id } = await store('secret-before');
  expect(await status()).toBe(200);
  await proxy.change(`UPDATE credential SET secret = '\\x${sealer.seal('secret-after', id).toString('hex')}' WHERE id = '${id}'`);
  expect(await status()).toBe(200);
  expect(secretsUsed()).toEqual(['secret-before', 'secret-after']);
});

it('a target that is pinned to one uses that one alone', async () => {
  await store('older-secret');
  const { id } = await store('pinned-secret');
  await proxy.change(`UPDATE target SET credential_id = '${id}' WHERE model_id = 'gpt-4o-mini'`);
  proxy.upstream.answer(json({ error: { message: 'down' } }, 500));
  expect(await status()).toBe(502);
  expect(new Set(secretsUsed())).toEqual(new Set(['pinned-secret']));
  await proxy.change(`UPDATE credential SET disabled_at = now() WHERE id = '${id}'`);
  expect(await status()).toBe(404);
  expect((await proxy.get('/v1/models/gpt-4o-mini')).status).toBe(404);
  expect(await status({ ...ask, model: 'gpt-4o' })).toBe(502);
});

it('one that cannot be opened is left out: sealed by another key, for another row, or no seal at all', async () => {
  const stranger = new Sealer(parseEncryptionKeys(newEncryptionKey()));
  await store('strange-secret', { by: stranger });
  await store('moved-secret', { rowId: 'another row' });
  const { id } = await store('overwritten-secret');
  await proxy.change(`UPDATE credential SET secret = 'in clear' WHERE id = '${id}'`);
  expect(await status()).toBe(200);
  expect(secretsUsed()).toEqual(['upstream-openai-secret']);
});

it('a provider that only a stored credential connects is connected with it and no longer', async () => {
  expect((await proxy.get('/v1/models/mistral-small-latest')).status).toBe(404);
  const { id } = await store('stored-mistral-secret', { provider: 'mistral' });
  expect((await proxy.get('/v1/models/mistral-small-latest')).status).toBe(200);
  expect(await status({ ...ask, model: 'mistral-small-latest' })).toBe(200);
  expect(secretsUsed()).toEqual(['stored-mistral-secret']);
  await proxy.change(`UPDATE credential SET removed_at = now(), secret = NULL WHERE id = '${id}'`);
  expect((await proxy.get('/v1/models/mistral-small-latest')).status).toBe(404);
});

it('one with a base URL of its own goes there, with its own secret only', async () => {
  await store('elsewhere-secret', { baseUrl: `${elsewhere.url}/v1/` });
  expect(await status()).toBe(200);
  expect([secretsUsed(elsewhere), secretsUsed()]).toEqual([['elsewhere-secret'], []]);
  expect(elsewhere.received[0]?.path).toBe('/v1/chat/completions');
});

it('a base URL that is none leaves it out', async () => {
  await store('lost-secret', { baseUrl: 'nowhere' });
  expect(await status()).toBe(200);
  expect(secretsUsed()).toEqual(['upstream-openai-secret']);
});

it('the ledger names the credential of each attempt', async () => {
  const { id } = await store('told-secret');
  proxy.upstream.answer(json({ error: { message: 'down' } }, 500), json(openaiReply()));
  expect(await status()).toBe(200);
  const rows = await proxy.stopAndReadLedger();
  expect(rows.slice(-2).map((row) => row.credential_id)).toEqual([id, 'env:openai']);
});
