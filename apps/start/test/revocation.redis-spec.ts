// A key that is revoked, disabled or narrowed by the admin API of one process, seen by that process and by another one. Both run
// what is shipped, with one database and one Redis. `SHOW_FIGURES=1` prints how long it took.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { permissions } from '#access/grants';
import { mintAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { systemAuthor } from '#database/change';
import { Database } from '#database/database';
import { MemberRepository } from '#database/members';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { build, Installation } from './installation.js';

jest.setTimeout(120_000);

const installation = new Installation();
let fresh: FreshDatabase;
let other: ChildProcess | undefined;
let here: string;
let elsewhere: string;
let api: (method: string, path: string, body?: unknown) => Promise<{ id: string; secret: string }>;
let projectId: string;

beforeAll(async () => {
  await build();
  fresh = await freshDatabase();
  const env = { DATABASE_URL: fresh.url, REDIS_URL: process.env.REDIS_URL, ADMIN_PORT: '0' };
  const { address, greeting } = await installation.start(env);
  here = address;
  const token = await accessToken();
  const [adminUrl] = /(?<=admin  )http:\S+/.exec(greeting)!;
  api = async (method, path, body) => {
    const response = await fetch(adminUrl + path, {
      method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<{ id: string; secret: string }>;
  };
  ({ data: [{ id: projectId }] } = await api('GET', '/api/projects') as unknown as { data: [{ id: string }] });
  ({ process: other, url: elsewhere } = await startProxyProcess(env));
}, 240_000);

afterAll(async () => {
  // Not there when beforeAll failed: the first process must end all the same, or other suites would count it.
  if (other?.exitCode === null && other.kill('SIGTERM')) await once(other, 'exit');
  installation.remove();
  await fresh.drop();
});

async function accessToken(): Promise<string> {
  const database = new Database(fresh.url);
  const { secret, hash, last4 } = mintAccessToken();
  await database.change(systemAuthor('command'), new Date(), async (change) => {
    const { id: memberId } = await new MemberRepository(database).create(change, { email: 'owner@example.com', name: 'Owner', role: 'owner' });
    await new AccessTokenRepository(database).create(change, { memberId, name: 'test', hash, last4, role: 'owner', expiresAt: new Date(Date.now() + 3_600_000) });
  });
  await database.close();
  return secret;
}

/** The built proxy alone. It listens on a free port, which its log tells nobody: so it gets one. */
async function startProxyProcess(env: NodeJS.ProcessEnv): Promise<{ process: ChildProcess; url: string }> {
  const port = await freePort();
  const main = join(import.meta.dirname, '../../../dist/apps/proxy/src/main.js');
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`);
  }
  return { process: child, url };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

const newKey = () => api('POST', `/api/projects/${projectId}/keys`, { name: 'short-lived', permissions: permissions.map(({ id }) => id) });
const statusAt = async (address: string, secret: string, path = '/v1/models') => {
  const response = await fetch(address + path, { headers: { authorization: `Bearer ${secret}` } });
  await response.arrayBuffer();
  return response.status;
};

/** Milliseconds from the end of `change` until the other process answers with `status`; this one has to at once. */
async function spread(secret: string, change: () => Promise<unknown>, status: number): Promise<number> {
  expect([await statusAt(here, secret), await statusAt(elsewhere, secret)]).toEqual([200, 200]);
  await change();
  const changedAt = performance.now();
  expect(await statusAt(here, secret)).toBe(status);
  while ((await statusAt(elsewhere, secret)) !== status) if (performance.now() - changedAt > 5000) throw new Error('still served after 5 s');
  return performance.now() - changedAt;
}

test('a hundred revoked keys are refused at once here and within a second in the other process', async () => {
  const latencies: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const { id, secret } = await newKey();
    latencies.push(await spread(secret, () => api('POST', `/api/keys/${id}/revoke`), 401));
  }
  latencies.sort((a, b) => a - b);
  if (process.env.SHOW_FIGURES) process.stderr.write(`revocation elsewhere: median ${latencies[50].toFixed(1)} ms, max ${latencies[99].toFixed(1)} ms\n`);
  expect(latencies.at(-1)).toBeLessThan(1000);
});

test('a disabled key, a narrowed one and an archived project hold everywhere within a second', async () => {
  const disabled = await newKey();
  expect(await spread(disabled.secret, () => api('POST', `/api/keys/${disabled.id}/disable`), 401)).toBeLessThan(1000);
  const narrowed = await newKey();
  expect(await spread(narrowed.secret, () => api('PATCH', `/api/keys/${narrowed.id}`, { permissions: ['chat:write'] }), 403)).toBeLessThan(1000);
  const archived = await newKey();
  expect(await spread(archived.secret, () => api('POST', `/api/projects/${projectId}/archive`), 401)).toBeLessThan(1000);
});
