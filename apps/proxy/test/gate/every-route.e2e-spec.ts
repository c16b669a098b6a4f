import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { Reflector } from '@nestjs/core';
import { InProcessCounters } from '#counters/in-process-counters';
import { readProxyEnv } from '../../src/env.js';
import { Public, Requires } from '../../src/gate/route-access.js';
import { ProxyModule } from '../../src/proxy.module.js';

type Controller = (new (...args: never[]) => object) & { prototype: Record<string, object> };

const { controllers } = ProxyModule.with(readProxyEnv({}), 'postgresql://nobody@127.0.0.1:1/none', new InProcessCounters()) as { controllers: Controller[] };
const reflector = new Reflector();

/** Every handler of every controller of the app, with its address. */
const routes = controllers.flatMap((controller) =>
  Object.getOwnPropertyNames(controller.prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => controller.prototype[name] as object & (() => unknown))
    .filter((handler) => typeof handler === 'function' && Reflect.hasMetadata(PATH_METADATA, handler))
    .map((handler) => ({
      route: `${RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]} /${String(Reflect.getMetadata(PATH_METADATA, controller))} ${String(Reflect.getMetadata(PATH_METADATA, handler))}`,
      isPublic: reflector.getAllAndOverride(Public, [handler, controller]) ?? false,
      needs: reflector.getAllAndOverride(Requires, [handler, controller]),
    })));

describe('every route', () => {
  it('is on this list, with who may call it', () => {
    expect(routes.map(({ route, isPublic, needs }) => `${route}: ${isPublic ? 'public' : needs}`).sort()).toEqual([
      'GET /health live: public',
      'GET /health ready: public',
      'GET /v1/models *id: models:read',
      'GET /v1/models /: models:read',
      'POST /v1/chat/completions /: chat:write',
      'POST /v1/completions /: completions:write',
      'POST /v1/embeddings /: embeddings:write',
      'POST /v1/route explain: models:read',
    ].sort());
  });

  it('says either that it is public or what it needs, never both or neither', () => {
    for (const { route, isPublic, needs } of routes) expect([route, isPublic !== (needs !== undefined)]).toEqual([route, true]);
  });
});
