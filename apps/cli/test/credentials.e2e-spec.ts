import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
beforeAll(async () => { cli = await startCli({ ALLOW_PRIVATE_UPSTREAMS: 'true' }); });
afterAll(() => cli.admin.close());

const connect = async (body: object) => (await cli.admin.post('/api/credentials', body)).body.id as string;

test('the list shows the end of a secret alone', async () => {
  await connect({ providerId: 'openai', name: 'main', secret: 'sk-1234567890-abcdefghijkl' });
  await connect({ providerId: 'ollama', name: 'rack', baseUrl: 'http://127.0.0.1:1/v1' });
  const { stdout } = await cli.aiproxy(['credential', 'list']);
  expect(stdout).toMatch(/ollama\s+rack\s+-\s+http:\/\/127\.0\.0\.1:1\/v1\s+active/);
  expect(stdout).toMatch(/openai\s+main\s+…ijkl\s+-\s+active/);
  expect(stdout).not.toContain('sk-');
  expect((await cli.json(['credential', 'list', '--provider', 'openai'])).data).toMatchObject([{ name: 'main' }]);
});

test('one that does not work is a failure, in the words of the test', async () => {
  const id = await connect({ providerId: 'ollama', name: 'away', baseUrl: 'http://127.0.0.1:1/v1' });
  expect(await cli.aiproxy(['credential', 'test', id])).toEqual({ code: 1, stdout: expect.stringMatching(/^unreachable: .+\n$/), stderr: '' });
});

test('one that works says so', async () => {
  const provider = createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[{"id":"one"}]}'));
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done));
  const id = await connect({ providerId: 'ollama', name: 'works', baseUrl: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1` });
  expect(await cli.aiproxy(['credential', 'test', id])).toEqual({ code: 0, stdout: expect.stringMatching(/^ok: .+\n$/), stderr: '' });
  await new Promise((done) => provider.close(done));
});

test('there is no testing what is not there', async () => {
  expect(await cli.aiproxy(['credential', 'test', 'none'])).toEqual({ code: 1, stdout: '', stderr: 'There is no such credential.\n' });
});
