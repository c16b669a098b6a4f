// A provider whose connection never comes about: its port takes the bytes of a handshake and says nothing.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { errorOf, Scene } from '../harness/scene.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let mute: Server;
const sockets: Socket[] = [];
let proxy: RunningProxy;
let scene: Scene;
beforeAll(async () => {
  mute = createServer((socket) => { sockets.push(socket.on('error', () => undefined).resume()); }).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  proxy = await startProxy({ VLLM_BASE_URL: `https://127.0.0.1:${(mute.address() as AddressInfo).port}/v1`, UPSTREAM_CONNECT_MS: '100', ATTEMPTS_MAX: '2' });
  scene = new Scene(proxy);
});
afterAll(async () => {
  await proxy?.close();
  for (const socket of sockets) socket.destroy();
  mute.close();
});

const booked: { id: string | null; rows: object[] }[] = [];
const unreachable = { outcome: 'upstream_unreachable', provider_id: 'vllm', confidence: 'none', charged_pico_usd: '0' };

it.each([false, true])('is not waited for: another target is asked where there is one (stream: %s)', async (stream) => {
  const model = await scene.model([{ name: `mute ${stream}`, provider: 'vllm' }, { name: `well ${stream}`, provider: 'openai', priority: 1, price: 1 }]);
  const { status, headers, asked } = await scene.ask(model, { stream });
  expect([status, asked]).toEqual([200, [`well ${stream}`]]);
  booked.push({ id: headers.get('x-request-id'), rows: [{ ...unreachable, final: false }, { outcome: 'ok', provider_id: 'openai', confidence: 'reported', final: true }] });
});

it.each([false, true])('is told where there is none (stream: %s)', async (stream) => {
  const sent = await scene.ask(await scene.model([{ name: `alone ${stream}`, provider: 'vllm' }]), { stream });
  expect([sent.status, errorOf(sent).code, sent.headers.get('x-should-retry')]).toEqual([502, 'upstream_unreachable', 'false']);
  booked.push({ id: sent.headers.get('x-request-id'), rows: [{ ...unreachable, final: false }, { ...unreachable, final: true }] });
});

it('costs nothing: nothing can have run there', async () => {
  expect(sockets.length).toBeGreaterThanOrEqual(4);
  const all = await proxy.stopAndReadLedger();
  for (const { id, rows } of booked) {
    expect(all.filter(({ request_id }) => request_id === id)).toMatchObject(rows);
  }
});
