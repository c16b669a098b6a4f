import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { BadRequestException, Controller, Get, HttpException, NotFoundException, Param, Post, Res } from '@nestjs/common';
import type { Response as ExpressResponse } from 'express';
import { type Served, serve } from '../testing/serve.js';
import { ApiError } from './api-error.js';
import { catalogue, type ErrorCode } from './catalogue.js';

const prompt = 'my secret prompt';

const failures: Record<string, () => Error> = {
  crash: () => new TypeError(`cannot read ${prompt}`),
  http: () => new BadRequestException(['first problem', 'second problem']),
  bare: () => new HttpException('gone for good', 410),
  own404: () => new NotFoundException('no such thing'),
  server: () => new HttpException(prompt, 503),
  internal: () => new ApiError('upstream_error', { internal: 'the provider said 500' }),
};

@Controller('v1')
class ThingsController {
  @Get('things/:id')
  thing(@Param('id') id: string) {
    return { id };
  }

  @Post('things')
  create() {
    return {};
  }

  @Get('fail/:how')
  fail(@Param('how') how: string) {
    throw failures[how]?.() ?? new ApiError(how as ErrorCode);
  }

  @Get('half')
  half(@Res() response: ExpressResponse) {
    response.write('{"half":');
    throw new ApiError('internal_error');
  }
}

describe('ErrorFilter', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve([ThingsController]);
  });
  afterAll(() => served.close());
  beforeEach(() => served.log.splice(0));

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(served.url + path, init);
    const raw = await response.text();
    return { status: response.status, headers: response.headers, raw, error: (JSON.parse(raw) as { error: Record<string, unknown> }).error };
  };

  it.each(Object.keys(catalogue) as ErrorCode[])('writes %s with its status, exactly four keys and an id', async (code) => {
    const { status, headers, error } = await ask(`/v1/fail/${code}`);
    expect(status).toBe(catalogue[code].status);
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(error).toMatchObject({ type: catalogue[code].type, param: null, code: code === 'invalid_request' ? null : code });
    expect(typeof error.message).toBe('string');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each(['upstream_error', 'upstream_unreachable', 'upstream_refused', 'upstream_overloaded', 'upstream_timeout', 'insufficient_quota'])(
    'tells clients not to retry %s', async (code) => {
      expect((await ask(`/v1/fail/${code}`)).headers.get('x-should-retry')).toBe('false');
    });

  it('answers an unknown address with 404', async () => {
    expect(await ask('/v1/nothing')).toMatchObject({ status: 404, error: { type: 'invalid_request_error', code: 'unknown_url' } });
  });

  it('answers a known address asked with another method with 405 and the methods it takes', async () => {
    const things = await ask('/v1/things', { method: 'DELETE' });
    expect(things).toMatchObject({ status: 405, error: { code: 'method_not_allowed' } });
    expect(things.headers.get('allow')).toBe('POST');
    const thing = await ask('/v1/things/7', { method: 'POST' });
    expect(thing.status).toBe(405);
    expect(thing.headers.get('allow')).toBe('GET, HEAD');
  });

  it("keeps a handler's own 404 a 404", async () => {
    expect(await ask('/v1/fail/own404')).toMatchObject({ status: 404, error: { message: 'no such thing' } });
  });

  it('answers an address that cannot be decoded with 400', async () => {
    expect(await ask('/v1/things/%FF')).toMatchObject({ status: 400, error: { type: 'invalid_request_error', code: null } });
  });

  it("gives Nest's own exceptions the same shape, with the first of several messages", async () => {
    expect(await ask('/v1/fail/http')).toMatchObject({ status: 400, error: { message: 'first problem', code: null } });
    expect(await ask('/v1/fail/bare')).toMatchObject({ status: 410, error: { message: 'gone for good', type: 'invalid_request_error' } });
  });

  it('tells a crash neither to the caller nor, in its own words, to the log', async () => {
    for (const how of ['crash', 'server']) {
      const { raw, error } = await ask(`/v1/fail/${how}`);
      expect(error).toMatchObject({ type: 'api_error', code: 'internal_error' });
      expect(raw).not.toContain(prompt);
    }
    expect(JSON.stringify(served.log)).not.toContain(prompt);
    expect(served.log).toContainEqual(expect.objectContaining({
      level: 'error', status: 500, failure: { name: 'TypeError', at: expect.stringMatching(/error\.filter\.spec\.ts:\d+:\d+/) as string },
    }));
  });

  it('logs what an error says to us, under the id that the caller got, and does not tell the caller', async () => {
    const { raw, headers } = await ask('/v1/fail/internal');
    expect(raw).not.toContain('the provider said 500');
    expect(served.log).toContainEqual(expect.objectContaining({ requestId: headers.get('x-request-id'), internal: 'the provider said 500' }));
  });

  it('cuts an answer that has begun instead of finishing it', async () => {
    await expect(ask('/v1/half')).rejects.toThrow('terminated');
  });

  it.each([
    ['nonsense', 'NONSENSE\r\n\r\n', 400], ['headers without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('answers %s, which is no request at all, in the same shape', async (_, bytes, status) => {
    const socket = connect(served.port, '127.0.0.1');
    socket.write(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/\r\nx-request-id: req_[0-9a-f]{32}\r\n/);
    const { error } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as { error: object };
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  });
});
