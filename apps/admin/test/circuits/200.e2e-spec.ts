import { CircuitRepository, type CircuitRow } from '#database/circuits';
import { make } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

const now = Date.now();
const at = (seconds: number) => new Date(now + seconds * 1000);
let admin: RunningAdmin;
let stored: string;
let target: string;
let pinned: string;
beforeAll(async () => {
  admin = await startAdmin({ GROQ_API_KEY: 'gsk_env' }, undefined, { now: () => now });
  stored = (await make(admin, '/api/credentials', { providerId: 'groq', name: 'main', secret: 'gsk_1' })).id;
  await make(admin, '/api/credentials', { providerId: 'groq', name: 'off', secret: 'gsk_2' }).then(({ id }) => admin.post(`/api/credentials/${id}/disable`));
  await make(admin, '/api/models', { id: 'm', type: 'chat' });
  target = (await make(admin, '/api/models/m/targets', { providerId: 'groq', upstreamModel: 'llama', region: 'eu' })).id;
  pinned = (await make(admin, '/api/models/m/targets', { providerId: 'groq', upstreamModel: 'llama', priority: 9, credentialId: stored })).id;
  await make(admin, '/api/models/m/targets', { providerId: 'xai', upstreamModel: 'grok' });
});
afterAll(() => admin.close());

async function tell(...rows: Partial<CircuitRow>[]): Promise<void> {
  const circuits = new CircuitRepository(admin.database);
  const whole = rows.map((row): CircuitRow => ({ credentialId: stored, targetId: target, state: 'open', reason: 'as it is', since: at(-5), until: at(5), ...row }));
  await circuits.replace({ put: [], removed: await circuits.all() }, at(0));
  await circuits.replace({ put: whole, removed: [] }, at(0));
}
const ask = async (query = 'model=m') => (await admin.get(`/api/circuits?${query}`)).body;
const states = async (query?: string) => Object.fromEntries((await ask(query)).data.map(({ targetId, credentialId, state }: Record<string, string>) =>
  [`${targetId === target ? 'target' : targetId === pinned ? 'pinned' : targetId} ${credentialId === stored ? 'stored' : credentialId}`, state]));

test('each target with each credential that can reach it, closed where nothing is told', async () => {
  await tell();
  const facts = { modelId: 'm', targetId: target, providerId: 'groq', upstreamModel: 'llama', region: 'eu', state: 'closed', wholeCredential: false, reason: null, since: null, until: null };
  expect(await ask()).toEqual({
    data: [{ ...facts, credentialId: stored }, { ...facts, credentialId: 'env:groq' }, { ...facts, targetId: pinned, region: null, credentialId: stored }], nextCursor: null,
  });
});

test('an open one says why, since when and until when', async () => {
  await tell({});
  expect((await ask('state=open')).data).toEqual([expect.objectContaining({
    targetId: target, credentialId: stored, state: 'open', wholeCredential: false, reason: 'as it is', since: at(-5).toISOString(), until: at(5).toISOString(),
  })]);
});

test('what stands of a credential as a whole shows at each of its targets, and says so', async () => {
  await tell({ targetId: '', state: 'refused' }, { until: at(2) });
  expect(await states()).toEqual({ 'target stored': 'refused', 'target env:groq': 'closed', 'pinned stored': 'refused' });
  expect((await ask('state=refused')).data.map(({ wholeCredential }: { wholeCredential: boolean }) => wholeCredential)).toEqual([true, true]);
});

test('of two that stand the one is shown that stands longer', async () => {
  await tell({ targetId: '', state: 'cooling', until: at(2) }, {});
  expect(await states()).toEqual({ 'target stored': 'open', 'target env:groq': 'closed', 'pinned stored': 'cooling' });
});

test('what is over by the clock is over, whoever has written it', async () => {
  await tell({ until: at(-1) }, { targetId: pinned, state: 'half-open', until: at(-1) }, { credentialId: 'env:groq', targetId: '', state: 'cooling', until: at(0) });
  expect(await states()).toEqual({ 'target stored': 'half-open', 'target env:groq': 'closed', 'pinned stored': 'half-open' });
  expect((await ask('state=half-open')).data[0]).toMatchObject({ reason: 'as it is', until: null });
});

test('a credential of a proxy that this process does not know is shown where it is told of', async () => {
  const grok = (await admin.get('/api/models/m')).body.targets.find(({ providerId }: { providerId: string }) => providerId === 'xai').id;
  await tell({ targetId: grok, credentialId: 'env:xai' });
  expect((await ask('model=m&provider=xai')).data).toMatchObject([{ targetId: grok, credentialId: 'env:xai', state: 'open' }]);
});

test('it can be asked for by provider, by credential, and in pages', async () => {
  await tell();
  expect((await ask('model=m&provider=xai')).data).toEqual([]);
  expect(await states(`credential=${stored}`)).toMatchObject({ 'target stored': 'closed', 'pinned stored': 'closed' });
  expect(await states('model=m&credential=env:groq')).toEqual({ 'target env:groq': 'closed' });
  const first = await ask('model=m&limit=2');
  const rest = await ask(`model=m&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`);
  expect([first.data, rest.data, rest.nextCursor]).toEqual([(await ask()).data.slice(0, 2), (await ask()).data.slice(2), null]);
});
