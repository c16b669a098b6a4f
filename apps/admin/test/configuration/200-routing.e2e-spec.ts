import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

interface Example {
  providers: object;
  projects: Record<string, { onHangUp?: string | undefined }>;
  models: Record<string, { targets: { region?: string }[] }>;
}
const example = (): Example => ({
  ...parse(readFileSync(join(import.meta.dirname, '../../../../aiproxy.example.yaml'), 'utf8')) as Example,
  providers: { ollama: { credentials: { 'rack 1': { baseUrl: 'https://ollama.example.com/v1' } } } },
});

interface Step { action: string; resource: string; name: string; changes: { field: string }[] }
const show = (steps: Step[]) => steps.map(({ action, resource, name }) => `${action} ${resource} ${name}`);
const apply = async (configuration: object) => {
  const { status, body } = await admin.post('/api/configuration/apply', { configuration });
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  return body;
};

test('how requests find their way is written, changed and taken back field by field', async () => {
  await apply(example());
  const model = async () => (await admin.get('/api/models/house%2Fsmall')).body;
  const [rack] = (await model()).targets;
  expect(await model()).toMatchObject({ strategy: 'latency', fallbacks: { any: [] }, targets: [{ region: 'cellar', timeouts: { firstByteMs: 60_000, idleMs: null } }, { region: null }] });
  expect((await admin.get('/api/models/house%2Flarge')).body).toMatchObject({ fallbacks: { any: ['house/small'], contextWindow: [] } });
  expect((await admin.get('/api/projects')).body.data).toMatchObject([{ name: 'search', onHangUp: 'drain' }]);
  const file = example();
  Object.assign(file.models['house/small'], { strategy: undefined, fallbacks: { contentPolicy: ['house/large'] } });
  Object.assign(file.models['house/small'].targets[0], { timeouts: { idleMs: 5000 } });
  file.projects.search.onHangUp = undefined;
  const { steps } = await apply(file);
  expect(steps.map(({ name, changes }: Step) => [name, changes])).toEqual([
    ['search', [{ field: 'onHangUp', before: 'drain', after: 'abort' }]],
    ['house/small', [{ field: 'strategy', before: 'latency', after: 'weighted' }, { field: 'fallbacks', before: {}, after: { contentPolicy: ['house/large'] } }]],
    ['house/small/ollama/qwen3:8b/rack 1/cellar', [{ field: 'timeouts', before: { firstByteMs: 60_000 }, after: { idleMs: 5000 } }]],
  ]);
  file.models['house/small'].targets[0].region = 'attic';
  expect(show((await apply(file)).steps)).toEqual(['create target house/small/ollama/qwen3:8b/rack 1/attic', 'retire target house/small/ollama/qwen3:8b/rack 1/cellar']);
  expect((await admin.get(`/api/targets/${rack.id}`)).body).toMatchObject({ retiredAt: expect.any(String), source: 'admin' });
  expect((await admin.post('/api/configuration/plan', file)).body).toMatchObject({ steps: [] });
});
