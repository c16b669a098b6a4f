// Every route of the admin API with what it says about who may call it, read from the controllers themselves.
import { RequestMethod, type ExecutionContext, type INestApplication, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { accessOf, type Access } from '../../src/access/route-access.js';
import { AdminModule } from '../../src/admin.module.js';
import { partsOfDocument } from '../../src/create-admin.js';
import { readAdminEnv } from '../../src/env.js';

export interface Route { method: string; path: string; access: Access | undefined }

/** Of the controllers that the app is made of; nothing is started. */
export function routesOfControllers(): Route[] {
  const { controllers = [] } = AdminModule.with(readAdminEnv({}), 'postgres://nowhere', partsOfDocument());
  return controllers.flatMap((controller) => methodsOf(controller).flatMap((handler) => routesOf(controller, handler)));
}

type Handler = (...input: unknown[]) => unknown;

function methodsOf({ prototype }: Type): Handler[] {
  const members = Object.getOwnPropertyDescriptors(prototype as object);
  return Object.values(members).flatMap(({ value }) => (typeof value === 'function' && Reflect.hasMetadata('method', value as object) ? [value as Handler] : []));
}

function routesOf(controller: Type, handler: Handler): Route[] {
  const context = { getHandler: () => handler, getClass: () => controller } as unknown as ExecutionContext;
  const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod];
  const access = accessOf(new Reflector(), context);
  return pathsOf(controller).flatMap((base) => pathsOf(handler).map((rest) => ({ method, path: joined(base, rest), access })));
}

const pathsOf = (target: object): string[] => [Reflect.getMetadata('path', target) as string | string[]].flat();
const joined = (...parts: string[]) => `/${parts.flatMap((part) => part.split('/')).filter(Boolean).join('/')}`;

interface Layer { route?: { path: string; methods: Record<string, boolean> } }

/** What the running app's Express really answers to. */
export function routesOfServer(app: INestApplication): { method: string; path: string }[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: route.path })) : []));
}
