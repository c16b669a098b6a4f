import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintAccessToken } from '#access/token';
import { startCli, type RunningCli } from './harness/start-cli.js';
import { ran } from './harness/make-io.js';

let cli: RunningCli;
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
const { secret: token } = mintAccessToken();
beforeAll(async () => { cli = await startCli(); });
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await cli.admin.close();
});

describe('what cannot be is told before anything is asked', () => {
  test.each([
    ['no token', {}, /^Set AIPROXY_ADMIN_TOKEN .*aiproxy token create.*\n$/],
    ['no token but a secret of somebody else', { AIPROXY_ADMIN_TOKEN: 'sk-somebody-else' }, /^What AIPROXY_ADMIN_TOKEN holds is no personal access token \(aip_pat_…\)\.\n$/],
    ['an address with a password', { AIPROXY_ADMIN_TOKEN: token, AIPROXY_ADMIN_URL: 'http://me:hidden@localhost' }, /^The address of the admin API must be .*\n$/],
    ['no address', { AIPROXY_ADMIN_TOKEN: token, AIPROXY_ADMIN_URL: 'localhost:3001' }, /^The address of the admin API must be .*\n$/],
  ])('%s', async (_, env, words) => {
    const { code, stdout, stderr } = await ran(['tier', 'list'], { env });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(words) });
    expect(stderr).not.toMatch(/hidden|somebody/);
  });

  test('a command or an option that nobody knows', async () => {
    expect(await ran(['tier', 'lst'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining("unknown command 'lst'") });
    expect(await ran(['tier', 'list', '--token', token])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining("unknown option '--token'") });
    expect(await ran(['tier', 'list', '--limit', '0'])).toMatchObject({ code: 1, stderr: expect.stringContaining('a whole number from 1 on') });
  });
});

describe('what the other side does is told in a line', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; headers: Record<string, string>; body: string };
  let asked: string[];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url!);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => { asked = []; });
  afterAll(() => new Promise((done) => server.close(done)));

  const list = (at = url) => ran(['tier', 'list', '--url', at], { env: { AIPROXY_ADMIN_TOKEN: token } });

  test('nobody answers', async () => {
    const nobody = 'http://127.0.0.1:1';
    expect(await list(nobody)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^Nobody answers at http:\/\/127\.0\.0\.1:1 \(.+\)\. .*\n$/) });
  });

  test.each([
    ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>\u001b[2J' }],
    ['an error of somebody else', { status: 502, headers: {}, body: '<html>Bad gateway' }],
    ['nothing', { status: 204, headers: {}, body: '' }],
  ])('%s', async (_, given) => {
    answer = given;
    expect(await list()).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^What answers is not AIProxy's admin API: .*\n$/) });
  });

  test('a redirect is not followed: the token is for one address', async () => {
    answer = { status: 307, headers: { location: `${url}/elsewhere` }, body: '' };
    expect(await list()).toMatchObject({ code: 1, stderr: expect.stringContaining('elsewhere') });
    expect(asked).toHaveLength(1);
  });
});

describe('what the admin API refuses is told in its words', () => {
  test('a token that is not known', async () => {
    const { code, stderr } = await cli.aiproxy(['tier', 'list'], { env: { AIPROXY_ADMIN_TOKEN: token } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Sign in first.*\n$/) });
    expect(stderr).not.toContain(token);
  });

  test('what the member may not do', async () => {
    const nobody = await cli.admin.signIn(null);
    const { code, stderr } = await cli.aiproxy(['audit', 'list'], { env: { AIPROXY_ADMIN_TOKEN: nobody.token } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'This needs the permission audit:read.\n' });
  });

  test('all fields that are wrong, one in a line', async () => {
    const { code, stderr } = await cli.aiproxy(['audit', 'list', '--from', 'yesterday', '--to', 'now']);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^from/), expect.stringMatching(/^to/)]);
  });
});

test('a token may stand in a file, never in an argument', async () => {
  const path = join(directory, 'token');
  writeFileSync(path, `${cli.admin.token}\n`);
  expect(await cli.aiproxy(['tier', 'list', '--token-file', path], { env: { AIPROXY_ADMIN_TOKEN: '' } })).toMatchObject({ code: 0 });
  expect(await cli.aiproxy(['tier', 'list', '--token-file', join(directory, 'none')])).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') });
});
