import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { type Served, serve } from '../testing/serve.js';
import { stopServing } from './stop-serving.js';

let started: Response[] = [];

@Controller()
class SlowController {
  @Get('quick')
  quick() {
    return {};
  }

  @Get('slow')
  slow(@Res() response: Response) {
    response.write('begun ');
    started.push(response);
  }

  @Get('health/live')
  live() {
    return { status: 'ok' };
  }
}

describe('stopServing', () => {
  let served: Served;
  let agent: Agent;
  beforeEach(async () => {
    started = [];
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
    served = await serve([SlowController]);
  });
  afterEach(async () => {
    agent.destroy();
    await served.close();
  });

  const ask = (path: string) => new Promise<{ status: number; body: Promise<string> }>((resolve, reject) => {
    request(served.url + path, { agent }, (response) => resolve({ status: response.statusCode ?? 0, body: text(response) })).on('error', reject).end();
  });

  it('lets a request under way finish, then closes its connection at once', async () => {
    const slow = await ask('/slow');
    const stopped = stopServing(served.server, served.serving, 600_000);
    started[0]?.end('finished');
    expect(await slow.body).toBe('begun finished');
    expect(await stopped).toBe('finished');
  });

  it('takes no new connection', async () => {
    await stopServing(served.server, served.serving, 600_000);
    await expect(ask('/quick')).rejects.toThrow('ECONNREFUSED');
  });

  it('cuts what is not finished in time', async () => {
    const { body } = await ask('/slow');
    const [read, stopped] = await Promise.allSettled([body, stopServing(served.server, served.serving, 1)]);
    expect(read.status).toBe('rejected');
    expect(stopped).toMatchObject({ value: 'cut' });
  });

  it('sends requests on kept-alive connections elsewhere, health aside', async () => {
    served.serving.stopping = true;
    expect((await ask('/health/live')).status).toBe(200);
    const refused = await fetch(`${served.url}/quick`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('connection')).toBe('close');
    expect(await refused.json()).toMatchObject({ error: { code: 'stopping' } });
  });
});
