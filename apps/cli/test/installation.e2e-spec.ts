// From nothing to the first answer, as its README says: start, a token on the machine, a file applied, its key used.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, ended, Installation, type Exit, type Serving } from '../../start/test/installation.js';

jest.setTimeout(60_000);

const installation = new Installation();
const owner = { ADMIN_EMAIL: 'owner@example.com', ADMIN_PASSWORD: 'a long enough passphrase' };
const program = join(import.meta.dirname, '..', '..', '..', 'dist', 'apps', 'cli', 'src', 'main.js');
let serving: Serving;
let token: string;

beforeAll(async () => {
  await build();
  serving = await installation.start(owner);
}, 180_000);
afterAll(() => installation.remove());

function aiproxy(words: string[], env: NodeJS.ProcessEnv = {}): Promise<Exit> {
  return ended(spawn(process.execPath, [program, ...words], { cwd: installation.directory, env: { PATH: process.env.PATH, ...env } }));
}

function chat(key: string): Promise<Response> {
  return fetch(`${serving.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/chat', messages: [{ role: 'user', content: 'Hello!' }] }),
  });
}

test('beside a running AIProxy its owner gets a token, with no more than the address', async () => {
  const { code, stdout } = await aiproxy(['token', 'create', '--email', owner.ADMIN_EMAIL]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^aip_pat_[0-9A-Za-z]{38}\n$/)]);
  token = stdout.trim();
});

test('a file is applied, and the key that it made answers at once', async () => {
  const path = join(installation.directory, 'aiproxy.yaml');
  writeFileSync(path, `version: 1
tiers:
  gold: {requestsPerMinute: 60, requestsPerDay: unlimited, tokensPerMinute: unlimited, concurrentRequests: unlimited}
projects:
  acme: {tier: gold, keys: {ci: {preset: all}}}
`);
  const [, admin = ''] = /admin\s+(http:\/\/[^/\s]+)/.exec(serving.greeting) ?? [];
  const { code, stdout } = await aiproxy(['apply', '--yes', '-f', path], { AIPROXY_ADMIN_TOKEN: token, AIPROXY_ADMIN_URL: admin });
  const [, secret = ''] = /acme\/ci +(aip_live_\S+)/.exec(stdout) ?? [];
  expect([code, (await chat(secret)).status]).toEqual([0, 200]);
});

test('the audit log is proven when AIProxy is stopped, too, and its database is stopped again', async () => {
  serving.process.kill('SIGTERM');
  await serving.exited;
  const { code, stdout } = await aiproxy(['verify-audit']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^All \d+ rows are as they were written\./)]);
  expect(installation.postgres).toBeUndefined();
});
