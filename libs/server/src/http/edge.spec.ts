import { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Served, serve } from '../testing/serve.js';
import { newRequestId } from './stamp-request.js';

const seen: { request: object; response: object }[] = [];

@Controller('v1')
class ThingsController {
  @Get('things')
  thing(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Query('a') a: unknown) {
    seen.push({ request: Object.getPrototypeOf(request) as object, response: Object.getPrototypeOf(response) as object });
    return { a, ip: request.ip, id: request.requestId };
  }
}

describe('the edge', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve([ThingsController], { corsOrigins: ['https://app.test'] });
  });
  afterAll(() => served.close());

  const ask = (path: string, init?: RequestInit) => fetch(served.url + path, init);

  it('lets Express change nothing of the requests that the server made', async () => {
    seen.splice(0);
    await ask('/v1/things');
    const { request, response } = seen[0] ?? {};
    expect(Object.hasOwn(request ?? {}, 'constructor') && Object.hasOwn(response ?? {}, 'constructor')).toBe(true);
    expect([request instanceof IncomingMessage, response instanceof ServerResponse]).toEqual([true, true]);
  });

  it('gives every answer an id of ours, whatever the caller calls it', async () => {
    for (const path of ['/v1/things', '/v1/nothing']) {
      const { headers } = await ask(path, { headers: { 'x-request-id': 'theirs', 'x-client-request-id': 'theirs' } });
      expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    }
    const answer = await ask('/v1/things');
    expect(await answer.json()).toMatchObject({ id: answer.headers.get('x-request-id') });
  });

  it('never gives an id twice', () => {
    expect(new Set(Array.from({ length: 2000 }, newRequestId)).size).toBe(2000);
  });

  it('lets no cache keep an answer, and tells nothing of what serves it', async () => {
    const { headers } = await ask('/v1/things');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('vary')).toContain('Authorization');
    expect(headers.get('openai-version')).toBe('2020-10-01');
    expect([headers.get('x-powered-by'), headers.get('etag')]).toEqual([null, null]);
  });

  it('believes no X-Forwarded-For unless told whose, and makes no objects of query strings', async () => {
    const answer = await ask('/v1/things?a[b]=1&a=2', { headers: { 'x-forwarded-for': '6.6.6.6' } });
    expect(await answer.json()).toMatchObject({ a: '2', ip: '127.0.0.1' });
  });

  it('opens the API to the pages of configured origins only, and lets them read our headers', async () => {
    const allowed = await ask('/v1/nothing', { headers: { origin: 'https://app.test' } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.test');
    expect(allowed.headers.get('access-control-expose-headers')).toContain('x-request-id');
    const preflight = await ask('/v1/things', { method: 'OPTIONS', headers: { origin: 'https://app.test', 'access-control-request-method': 'POST' } });
    expect(preflight.status).toBe(204);
    const other = await ask('/v1/things', { headers: { origin: 'https://other.test' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});
