import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { emptyDatabase } from '#database-test/fresh-database';
import { build, ended, Installation, type Serving } from './installation.js';

jest.setTimeout(60_000);

const installation = new Installation();
const other = new Installation();
let firstGreeting: string;
let secret: string;
let running: Serving | undefined;

beforeAll(async () => {
  await build();
  running = await installation.start();
  firstGreeting = running.greeting;
  secret = secretIn(firstGreeting)!;
}, 180_000);
afterAll(() => [installation, other].forEach((each) => each.remove()));

/** The installation, started again when a test stopped it. */
const serve = async () => (running ??= await installation.start());

async function stop(signal: NodeJS.Signals = 'SIGTERM') {
  const { process: child, exited } = running!;
  running = undefined;
  child.kill(signal);
  return exited;
}

function secretIn(text: string): string | undefined {
  return /aip_live_[0-9A-Za-z]{38}/.exec(text)?.[0];
}

function chat({ address }: Serving, key: string): Promise<Response> {
  return fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/chat', messages: [{ role: 'user', content: 'Hello!' }] }),
  });
}

/** The arguments that a shell makes of a pasted line. */
function pasted(line: string): string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('starting', () => {
  test('the first start prints a key and a request that works as pasted', async () => {
    const [program, url, ...options] = pasted(firstGreeting.split('\n').find((line) => line.includes('curl'))!);
    const valuesOf = (option: string) => options.filter((_, index) => options[index - 1] === option);
    const headers = Object.fromEntries(valuesOf('-H').map((header) => header.split(': ')));
    const response = await fetch(url, { method: 'POST', headers, body: valuesOf('-d')[0] });
    expect([program, response.status]).toEqual(['curl', 200]);
    expect((await response.json()).choices[0].message.content).toEqual(expect.any(String));
  });

  test('the first start prints a link by which somebody becomes the owner; once there is one, no start does', async () => {
    const [, url, token] = /(http:\/\/\S+)\/setup#(\S+)/.exec(firstGreeting)!;
    await serve();
    const response = await fetch(`${url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, email: 'owner@example.com', name: 'Ada', password: 'a long enough password' }),
    });
    expect([response.status, (await response.json()).member.role]).toEqual([201, 'owner']);
    await stop();
    expect((await serve()).greeting).not.toContain('setup');
  });

  test('npm run key mints a key that a running AIProxy knows at once', async () => {
    const serving = await serve();
    const { code, stdout } = await ended(installation.run('key'));
    expect(code).toBe(0);
    expect((await chat(serving, stdout.trim())).status).toBe(200);
  });

  test('the metrics of both are on the admin port, not on that of /v1', async () => {
    const serving = await serve();
    const [admin] = /(?<=admin  )http:\S+/.exec(serving.greeting)!;
    const answer = await fetch(`${admin}/metrics`);
    const names = (await answer.text()).split('\n').filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2]);
    expect(names).toEqual(expect.arrayContaining(['aiproxy_requests_total', 'aiproxy_journal_waiting_rows', 'aiproxy_ledger_proof_ok', 'process_start_time_seconds']));
    expect(new Set(names).size).toBe(names.length);
    expect((await fetch(`${serving.address}/metrics`)).status).toBe(404);
  });

  test('a later start keeps the key, of which it shows the last four characters alone', async () => {
    await serve();
    await stop();
    const again = await serve();
    expect(secretIn(again.greeting)).toBeUndefined();
    expect(again.greeting).toContain(`…${secret.slice(-4)} (\`npm run key\``);
    expect((await chat(again, secret)).status).toBe(200);
  });

  test('with DATABASE_URL it brings no database of its own', async () => {
    const { url, drop } = await emptyDatabase();
    const serving = await other.start({ DATABASE_URL: url });
    expect((await chat(serving, secretIn(serving.greeting)!)).status).toBe(200);
    expect(existsSync(join(other.directory, '.data', 'postgres'))).toBe(false);
    expect(serving.greeting).not.toContain(new URL(url).password);
    serving.process.kill('SIGTERM');
    await serving.exited;
    await drop();
  });
});

describe('the OpenAPI document, as the build makes it of the DTOs', () => {
  test('describes every field of a request and of a model', async () => {
    const { address } = await serve();
    const { components: { schemas } } = await (await fetch(`${address}/openapi.json`)).json();
    const fieldsOf = (name: string) => [Object.keys(schemas[name].properties), schemas[name].required];
    const sampling = ['temperature', 'top_p', 'n', 'presence_penalty', 'frequency_penalty', 'seed', 'user', 'stream', 'stream_options', 'stop', 'provider'];
    const inAnyOrder = (...names: string[]) => expect.arrayContaining(names);
    expect(fieldsOf('ChatCompletionRequest')).toEqual([inAnyOrder(...sampling, 'model', 'messages', 'max_tokens', 'max_completion_tokens', 'tools'), ['messages', 'model']]);
    expect(fieldsOf('CompletionRequest')).toEqual([inAnyOrder(...sampling, 'model', 'prompt', 'max_tokens', 'best_of', 'logprobs', 'echo', 'suffix'), ['prompt', 'model']]);
    expect(fieldsOf('EmbeddingRequest')).toEqual([inAnyOrder('model', 'input', 'dimensions', 'encoding_format', 'provider', 'user'), ['model', 'input']]);
    const headers = { authorization: `Bearer ${secret}` };
    const model = await (await fetch(`${address}/v1/models/sandbox/chat`, { headers })).json();
    expect(Object.keys(schemas.ModelRow.properties).toSorted()).toEqual(Object.keys(model).toSorted());
  });
});

describe('stopping', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops Postgres too and exits with 0', async (signal) => {
    await serve();
    await expect(stop(signal)).resolves.toMatchObject({ code: 0 });
    expect(installation.postgres).toBeUndefined();
  });

  test('one Ctrl-C that arrives twice, from the terminal and from npm, is one', async () => {
    const serving = await serve();
    serving.process.kill('SIGINT');
    await expect(stop('SIGINT')).resolves.toMatchObject({ code: 0 });
    expect(installation.postgres).toBeUndefined();
  });

  test('it stops in order when nobody reads its output any more', async () => {
    const serving = await serve();
    for (const output of [serving.process.stdout!, serving.process.stderr!]) output.destroy();
    await expect(stop()).resolves.toMatchObject({ code: 0 });
    expect(installation.postgres).toBeUndefined();
  });

  test('a second signal does not wait for requests under way', async () => {
    const serving = await serve();
    const { hostname, port } = new URL(serving.address);
    const unfinished = connect(Number(port), hostname).on('error', () => undefined);
    unfinished.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`);
    await fetch(`${serving.address}/health/live`); // the unfinished request was read before this one
    const again = setInterval(() => serving.process.kill('SIGINT'), 100);
    await expect(stop('SIGINT')).resolves.toMatchObject({ code: 130 });
    clearInterval(again);
  });

  test('after kill -9 it starts again: the orphaned Postgres is adopted, then stopped in order', async () => {
    await serve();
    const orphan = installation.postgres;
    await stop('SIGKILL');
    const again = await serve();
    expect([installation.postgres, orphan]).toEqual([orphan, expect.any(Number)]);
    expect((await chat(again, secret)).status).toBe(200);
    await stop();
    expect(installation.postgres).toBeUndefined();
  });
});

describe('a start that cannot be says why, without a stack, and exits with 1', () => {
  test('a port that is taken', async () => {
    if (running) await stop();
    const stranger = createServer();
    await new Promise<void>((ready) => stranger.listen(0, '127.0.0.1', ready));
    const { port } = stranger.address() as AddressInfo;
    const { code, stderr } = await installation.fail({ PORT: `${port}` });
    expect([code, stderr]).toEqual([1, `Port ${port} of 127.0.0.1 is taken by another program. Stop it, or set PORT to another one.\n`]);
    expect(installation.postgres).toBeUndefined();
    stranger.close();
  });

  test('a first start that fails leaves the key for the next one to show', async () => {
    const stranger = createServer();
    await new Promise<void>((ready) => stranger.listen(0, '127.0.0.1', ready));
    expect((await other.fail({ ADMIN_PORT: `${(stranger.address() as AddressInfo).port}` })).code).toBe(1);
    stranger.close();
    expect((await other.fail({ ADMIN_EMAIL: 'owner@example.com', ADMIN_PASSWORD: 'short' })).code).toBe(1);
    const serving = await other.start();
    expect((await chat(serving, secretIn(serving.greeting)!)).status).toBe(200);
    serving.process.kill('SIGTERM');
    await serving.exited;
  });

  test('an address that is not of this machine', async () => {
    if (running) await stop();
    const { code, stderr } = await installation.fail({ HOST: '192.0.2.1' });
    expect([code, stderr]).toEqual([1, 'Cannot listen on 192.0.2.1 (EADDRNOTAVAIL). Set HOST to an address of this machine.\n']);
  });

  test('a database that cannot be reached; its password is not shown', async () => {
    const { code, stderr } = await installation.fail({ DATABASE_URL: 'postgresql://me:hidden@127.0.0.1:1/mine' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The database at 127\.0\.0\.1:1\/mine cannot be reached .+ Check DATABASE_URL, .+\n$/)]);
    expect(stderr).not.toContain('hidden');
  });

  test('a data directory that cannot be written', async () => {
    writeFileSync(join(installation.directory, 'file'), '');
    const { code, stderr } = await installation.fail({ DATA_DIR: 'file/data' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The data directory .+\/file\/data cannot be written .+\n$/)]);
  });

  test('a data directory on which another AIProxy runs, which goes on undisturbed', async () => {
    const serving = await serve();
    const { code, stderr } = await installation.fail({});
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^AIProxy already runs on .+\n$/)]);
    expect((await chat(serving, secret)).status).toBe(200);
  });

  test('a variable in .env that is wrong', async () => {
    const file = join(installation.directory, '.env');
    writeFileSync(file, 'PORT=http\n');
    const { code, stderr } = await installation.fail({ PORT: undefined });
    rmSync(file);
    expect([code, stderr]).toEqual([1, expect.stringContaining('PORT must be')]);
    expect(stderr).not.toContain('    at ');
  });
});
