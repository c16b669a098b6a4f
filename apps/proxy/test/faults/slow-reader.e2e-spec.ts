// A caller who reads slowly, or not at all: the provider waits, and nothing grows here meanwhile.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { openaiFrames } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const frame = openaiFrames.text('x'.repeat(64 * 1024));
const frames = 1024;
const mebibyte = 1024 * 1024;

async function askAndReadNothing(): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${proxy.key}`, 'content-type': 'application/json' };
  const asking = request(`${proxy.url}/v1/chat/completions`, { method: 'POST', headers });
  asking.end(JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], stream: true }));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return response.pause();
}

/** What all sockets on the way hold in the end. */
async function standsStill(sent: () => number): Promise<number> {
  for (let before = -1; ;) {
    if (before === sent()) return before;
    before = sent();
    await new Promise((resolve) => { setTimeout(resolve, 150); });
  }
}

it('a stream of 64 MiB waits at its provider until its caller reads, and then arrives whole', async () => {
  let sent = 0;
  proxy.upstream.answer(async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(openaiFrames.start);
    for (let count = 0; count < frames; count += 1) {
      sent += frame.length;
      if (!response.write(frame)) await once(response, 'drain');
    }
    response.end(openaiFrames.finish + openaiFrames.usage + openaiFrames.done);
  });
  const response = await askAndReadNothing();
  const held = await standsStill(() => sent);
  expect(held).toBeLessThan(24 * mebibyte);
  let received = 0;
  let last = '';
  for await (const bytes of response) {
    received += (bytes as Buffer).length;
    last = String(bytes).slice(-100);
  }
  expect(received).toBeGreaterThan(frames * frame.length);
  expect(last).toContain('data: [DONE]');
});
