import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { ApiError } from '../errors/api-error.js';
import { type Served, serve } from '../testing/serve.js';
import { BodyBudget } from './body-budget.js';
import { readBody } from './read-body.js';

const mebibyte = 1024 * 1024;
const limitBytes = 20 * mebibyte;
const budget = new BodyBudget(24 * mebibyte);
let reading: Promise<void>;
let startReading: () => void;
let outcomes: unknown[] = [];

@Controller('v1')
class EchoController {
  @Post('echo')
  @HttpCode(200)
  async echo(@Req() request: Request) {
    const body = readBody(request, { limitBytes, budget });
    startReading();
    try {
      const bytes = await body;
      return { length: bytes.length, first: bytes.subarray(0, 16).toString(), held: budget.heldBytes };
    } catch (error) {
      outcomes.push(error);
      throw error;
    }
  }

  @Post('refused')
  refused() {
    throw new ApiError('invalid_api_key');
  }
}

/** A reader of one raw connection: resolves with all that came once it holds `part`. */
function reader(socket: Socket) {
  let got = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (got += chunk));
  return async (part: string) => {
    while (!got.includes(part)) await once(socket, 'data');
    return got;
  };
}

const streamOf = (chunkBytes: number, count: number) => new ReadableStream({
  pull(controller) {
    if (count === 0) controller.close();
    else controller.enqueue(new Uint8Array(chunkBytes).fill(97));
    count -= 1;
  },
});

describe('readBody', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve([EchoController]);
  });
  afterAll(() => served.close());
  beforeEach(() => {
    reading = new Promise((resolve) => (startReading = resolve));
    outcomes = [];
    served.log.splice(0);
  });

  const post = async (body: BodyInit, headers: Record<string, string> = {}, path = '/v1/echo') => {
    const streamed = body instanceof ReadableStream ? { duplex: 'half' } : {};
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers }, ...streamed };
    const response = await fetch(served.url + path, init);
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  /** Resolves when the next request's answer is over, whatever ended it. */
  const answerOver = () => once(served.server, 'request').then(([, response]) => once(response as NodeJS.EventEmitter, 'close'));
  const raw = () => connect(served.port, '127.0.0.1');

  it('gives the bytes as they came, with and without a declared length', async () => {
    expect(await post('{"model":"x"}')).toMatchObject({ status: 200, json: { length: 13, first: '{"model":"x"}' } });
    expect(await post(streamOf(1000, 3))).toMatchObject({ status: 200, json: { length: 3000, first: 'a'.repeat(16) } });
    expect(await post('')).toMatchObject({ status: 200, json: { length: 0 } });
  });

  it('takes a body without a type as JSON, and puts it together when it comes byte by byte', async () => {
    const socket = raw();
    const read = reader(socket);
    socket.write('POST /v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n');
    await reading;
    for (const byte of '{"é') socket.write(byte);
    expect(await read('}')).toContain('"length":4');
    socket.destroy();
  });

  it('takes every way of saying JSON', async () => {
    for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.acme+json']) {
      expect((await post('{}', { 'content-type': type })).status).toBe(200);
    }
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'answers %s with 415, naming what was given and what is expected', async (type) => {
      const { status, json } = await post('{}', { 'content-type': type });
      expect(status).toBe(415);
      expect(json).toMatchObject({ error: { code: 'unsupported_media_type', message: expect.stringContaining(`"${type}"`) as string } });
      expect(JSON.stringify(json)).toContain('application/json');
    });

  it('answers a compressed body with 415', async () => {
    expect(await post('{}', { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
    expect((await post('{}', { 'content-encoding': 'identity' })).status).toBe(200);
  });

  it('lets a body of exactly the limit in', async () => {
    expect(await post(Buffer.alloc(limitBytes, 'a'))).toMatchObject({ status: 200, json: { length: limitBytes } });
  });

  it('answers a body over the limit with a 413 that fetch can read, with and without a declared length', async () => {
    const expected = { status: 413, json: { error: { type: 'invalid_request_error', param: null, code: 'request_too_large' } } };
    expect(await post(Buffer.alloc(limitBytes + mebibyte, 'a'))).toMatchObject(expected);
    expect(await post(streamOf(mebibyte, 21))).toMatchObject(expected);
  });

  it('answers a declared length over the limit before any of the body has come', async () => {
    const socket = raw();
    const read = reader(socket);
    socket.write(`POST /v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: ${limitBytes + 1}\r\n\r\n`);
    expect(await read('"request_too_large"')).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('answers a refused request with 21 MiB on the way so that fetch can read it, and serves on', async () => {
    expect(await post(Buffer.alloc(21 * mebibyte, 'a'), {}, '/v1/refused')).toMatchObject({ status: 401, json: { error: { code: 'invalid_api_key' } } });
    expect(await post(Buffer.alloc(21 * mebibyte, 'a'), {}, '/v1/nothing')).toMatchObject({ status: 404 });
    expect((await post('{}')).status).toBe(200);
  });

  it('answers 503 when all bodies together pass the cap, and serves again once they are gone', async () => {
    const socket = raw();
    const over = answerOver();
    socket.write(`POST /v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: ${16 * mebibyte}\r\n\r\n`);
    await reading;
    const big = Buffer.alloc(9 * mebibyte, 'a');
    expect(await post(big)).toMatchObject({ status: 503, json: { error: { type: 'api_error', code: 'overloaded' } } });
    expect(await post(streamOf(mebibyte, 9))).toMatchObject({ status: 503 });
    socket.destroy();
    await over;
    expect(await post(big)).toMatchObject({ status: 200 });
  });

  it('ends quietly when the caller hangs up while sending', async () => {
    const socket = raw();
    const over = answerOver();
    socket.write('POST /v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    await reading;
    socket.destroy();
    await over;
    await new Promise(setImmediate);
    expect(outcomes).toEqual([expect.objectContaining({ name: 'ClientGone' })]);
    expect(served.log).toEqual([expect.objectContaining({ level: 'info', message: 'request', status: 499 })]);
  });
});
