import { Controller, Get, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { type Served, serve } from '../testing/serve.js';
import { createLogger, type LogLevel } from './logger.js';
import { NestLogger } from './nest-logger.js';
import { redact } from './redact.js';

const secret = 'aip_live_secret';

@Controller('v1')
class ThingsController {
  @Get('things/:id')
  thing(@Req() request: Request) {
    request.keyId = 'key_1';
    return {};
  }

  @Post('things')
  create() {
    return {};
  }
}

function loggerAt(level: LogLevel) {
  const lines: string[] = [];
  return { logger: createLogger(level, { write: (line) => lines.push(line) }), lines };
}

describe('accessLog', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve([ThingsController]);
  });
  afterAll(() => served.close());
  beforeEach(() => served.log.splice(0));

  it('writes one line with the route, never the address, the headers or the body', async () => {
    const headers = { authorization: `Bearer ${secret}`, 'x-client-request-id': 'mine' };
    const { headers: answered } = await fetch(`${served.url}/v1/things/${secret}?key=${secret}`, { headers });
    expect(served.log).toEqual([{
      level: 'info', time: expect.any(Number) as number, message: 'request', requestId: answered.get('x-request-id'), method: 'GET',
      route: '/v1/things/:id', status: 200, ms: expect.any(Number) as number, keyId: 'key_1', clientRequestId: 'mine',
    }]);
    await fetch(`${served.url}/v1/things`, { method: 'POST', body: secret });
    await fetch(`${served.url}/${secret}`);
    expect(served.log).toHaveLength(3);
    expect(served.log[2]).toMatchObject({ route: null, status: 404, keyId: null });
    expect(JSON.stringify(served.log)).not.toContain(secret);
  });
});

describe('createLogger', () => {
  it('writes nothing below its level, and nothing at all when silent', () => {
    const quiet = loggerAt('silent');
    quiet.logger.error('x');
    const errors = loggerAt('error');
    errors.logger.info('x');
    errors.logger.error('y');
    expect([quiet.lines, errors.lines.map((line) => (JSON.parse(line) as { message: string }).message)]).toEqual([[], ['y']]);
  });

  it('drops what must never be logged, should it get there', () => {
    const { logger, lines } = loggerAt('info');
    logger.info({ headers: { authorization: secret }, request: { id: 7, body: secret, deeper: { apiKey: secret } }, err: new Error(secret), keyId: 'key_1' }, 'x');
    expect(lines.join('')).not.toContain(secret);
    expect(JSON.parse(lines.join(''))).toMatchObject({ request: { id: 7 }, err: { name: 'Error' }, keyId: 'key_1' });
  });
});

describe('redact', () => {
  it('comes to an end with an object that holds itself', () => {
    const loop: Record<string, unknown> = { id: 7 };
    loop.self = loop;
    expect(redact(loop)).toEqual({ id: 7, self: { id: 7, self: { id: 7, self: { id: 7 } } } });
  });
});

describe('NestLogger', () => {
  it('keeps the context and leaves stacks and messages of errors out', () => {
    const { logger, lines } = loggerAt('debug');
    const nest = new NestLogger(logger);
    nest.log('started', 'Router');
    nest.error('failed', `Error: ${secret}\n    at x (y.ts:1:1)`);
    nest.error(new TypeError(secret), undefined, 'Router');
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed[0]).toMatchObject({ level: 'debug', message: 'started', context: 'Router' });
    expect(parsed[1]).toMatchObject({ level: 'error', message: 'failed' });
    expect(parsed[2]).toMatchObject({ level: 'error', context: 'Router', err: { name: 'TypeError' } });
    expect(lines.join('')).not.toContain(secret);
  });
});
