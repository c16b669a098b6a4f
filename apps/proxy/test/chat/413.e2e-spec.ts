import { once } from 'node:events';
import { connect } from 'node:net';
import { ReadableStream } from 'node:stream/web';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const mebibyte = 1024 * 1024;
let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

const tooLarge = { error: { message: 'The body is larger than 20971520 bytes.', type: 'invalid_request_error', param: null, code: 'request_too_large' } };

/** A request as bytes on a socket; gives all that came back until the other side closed, or until a whole answer is there. */
async function raw(head: string[], pieces: Iterable<Buffer>): Promise<{ status: number; body: unknown }> {
  const { hostname, port } = new URL(proxy.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('data', (bytes) => {
      answer += String(bytes);
      if (answer.includes('\r\n\r\n{') && answer.endsWith('}')) resolve();
    }).on('end', resolve).on('error', reject);
  });
  socket.write(['POST /v1/chat/completions HTTP/1.1', 'host: proxy', 'content-type: application/json', ...head, '', ''].join('\r\n'));
  for (const piece of pieces) if (!socket.write(piece)) await once(socket, 'drain');
  await answered;
  socket.destroy();
  const [headers = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(headers.split(' ')[1]), body: JSON.parse(body) as unknown };
}

function* times<Value>(count: number, value: Value): Generator<Value> {
  for (let index = 0; index < count; index += 1) yield value;
}
const chunk = Buffer.concat([Buffer.from(`${mebibyte.toString(16)}\r\n`), Buffer.alloc(mebibyte, 0x20), Buffer.from('\r\n')]);
const ending = Buffer.from('0\r\n\r\n');

describe('a body over the limit', () => {
  it('is refused when fetch sends it, whole or as a stream', async () => {
    const whole = await proxy.post('/v1/chat/completions', ' '.repeat(20 * mebibyte + 1));
    expect([whole.status, await whole.json()]).toEqual([413, tooLarge]);
    const body = ReadableStream.from(times(21, new Uint8Array(mebibyte)));
    const headers = { authorization: `Bearer ${proxy.key}`, 'content-type': 'application/json' };
    const streamed = await fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect([streamed.status, await streamed.json()]).toEqual([413, tooLarge]);
  });

  it('is refused by its declared length before a byte of it came', async () => {
    expect(await raw([`authorization: Bearer ${proxy.key}`, 'content-length: 20971521'], [])).toEqual({ status: 413, body: tooLarge });
  });

  it('is refused without a declared length, to a client that reads only after it has sent everything', async () => {
    expect(await raw([`authorization: Bearer ${proxy.key}`, 'transfer-encoding: chunked'], [...times(21, chunk), ending])).toEqual({ status: 413, body: tooLarge });
  });

  it.each([
    ['declared', [`content-length: ${21 * mebibyte}`], times(21, Buffer.alloc(mebibyte, 0x20))],
    ['chunked', ['transfer-encoding: chunked'], [...times(21, chunk), ending]],
  ])('of somebody unknown gets the 401 that everybody unknown gets, %s', async (_, head, pieces) => {
    expect(await raw(head, pieces)).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
  });
});

it('a body of exactly the limit is read', async () => {
  const text = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });
  const response = await proxy.post('/v1/chat/completions', text + ' '.repeat(20 * mebibyte - text.length));
  expect(response.status).toBe(200);
  expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ model: 'gpt-4o-mini' });
});
