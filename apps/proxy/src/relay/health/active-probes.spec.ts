import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConnections, type Connections } from '../routes/connections.js';
import { ActiveProbes, ProbeInterval } from './active-probes.js';
import { halfOpen, HealthScene, second, usable } from './testing/health-scene.js';

const openai = { targetId: 't', credentialId: 'env:openai' };
let scene: HealthScene;
let server: Server;
let status: number;
let asked: string[];
let byId: Connections;
beforeEach(async () => {
  scene = new HealthScene();
  [status, asked] = [200, []];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? '{"data":[]}' : '{"error":{"message":"no"}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env: Record<string, string> = { OPENAI_API_KEY: 'sk', OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
  const all = readConnections((name) => env[name]);
  byId = new Map([...all].map(([id, connection]) => [id, [connection]]));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const start = (health = scene.health) => new ActiveProbes(new ProbeInterval(10 * second), health, { byId }, { next: () => 0 });
const ask = (by = start()) => by.ask(byId.get('openai')![0]);

it('asks by a call that costs nothing, once in an interval, whichever process it is', async () => {
  const [one, another] = [start(), start(scene.start())];
  expect(await ask(one)).toBe(true);
  expect(await ask(another)).toBe(false);
  scene.now += 10 * second;
  expect(await ask(another)).toBe(true);
  expect(asked).toEqual(['GET /v1/models', 'GET /v1/models']);
});

it('a credential that is not taken is refused until it is', async () => {
  status = 401;
  await ask();
  expect(scene.stands(openai)).toMatchObject({ usable: false, state: 'refused' });
  [status, scene.now] = [200, scene.now + 10 * second];
  await ask();
  expect(scene.stands(openai)).toEqual(usable);
});

it('an error of the provider counts like one of a call, an answer that another address is meant does not', async () => {
  scene.times(4, 'server', { of: openai });
  status = 404;
  await ask();
  expect(scene.stands(openai)).toEqual(usable);
  [status, scene.now] = [500, scene.now + 10 * second];
  await ask();
  expect(scene.stands(openai)).toMatchObject({ usable: false, state: 'open' });
  [status, scene.now] = [200, scene.now + 1000];
  scene.now += 10 * second;
  scene.call('timeout', { of: openai });
  expect(scene.stands(openai)).toMatchObject({ usable: false, state: 'open' });
  await ask();
  expect(scene.stands(openai)).toEqual(halfOpen);
});

it('without an interval nobody is asked; with one, only who has an address', () => {
  jest.useFakeTimers();
  try {
    const off = new ActiveProbes(new ProbeInterval(0), scene.health, { byId }, { next: () => 0.5 });
    off.onApplicationBootstrap();
    expect(jest.getTimerCount()).toBe(0);
    const on = new ActiveProbes(new ProbeInterval(10 * second), scene.health, { byId }, { next: () => 0.5 });
    on.onApplicationBootstrap();
    expect([...byId.keys()].toSorted()).toEqual(['openai', 'sandbox']);
    expect(jest.getTimerCount()).toBe(2); // the interval, and openai's time in it
    on.onApplicationShutdown();
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});
