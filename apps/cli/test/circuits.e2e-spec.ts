import { CircuitRepository } from '#database/circuits';
import { make } from '../../admin/test/harness/resources.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
beforeAll(async () => { cli = await startCli(); });
afterAll(() => cli.admin.close());

test('the list says how each target stands, and why', async () => {
  const { admin } = cli;
  const credentialId = (await make(admin, '/api/credentials', { providerId: 'groq', name: 'main', secret: 'gsk_1' })).id;
  await make(admin, '/api/models', { id: 'm', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'llama' }] });
  const until = new Date(Date.now() + 60_000);
  await new CircuitRepository(admin.database).replace(
    { put: [{ credentialId, targetId: '', state: 'cooling', reason: 'the rate limit is reached', since: new Date(), until }], removed: [] }, new Date());
  const list = ['circuit', 'list', '--model', 'm'];
  const { stdout } = await cli.aiproxy(list);
  expect(stdout).toMatch(/^MODEL\s+PROVIDER\s+UPSTREAM MODEL\s+REGION\s+CREDENTIAL\s+STATE\s+SINCE\s+UNTIL\s+REASON\n/);
  expect(stdout).toMatch(new RegExp(`m +groq +llama .*${credentialId} +cooling \\(whole credential\\) .*the rate limit is reached`));
  for (const filter of [['--provider', 'groq'], ['--credential', credentialId], ['--state', 'cooling'], ['--limit', '1']]) {
    expect((await cli.json([...list, ...filter])).data).toMatchObject([{ modelId: 'm', credentialId, until: until.toISOString() }]);
  }
  expect((await cli.json([...list, '--state', 'open'])).data).toEqual([]);
});
