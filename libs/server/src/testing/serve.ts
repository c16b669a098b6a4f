// For specs only: a small real app behind the real edge, on a free port, with its log in memory.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type INestApplication, Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { equipApp } from '../http/equip-app.js';
import { TypedExpressAdapter } from '../http/typed-express-adapter.js';
import { createLogger } from '../log/logger.js';
import { ServingState } from '../stop/serving-state.js';

export interface Served {
  app: INestApplication;
  server: Server;
  serving: ServingState;
  port: number;
  /** Without a slash at its end. */
  url: string;
  /** Parsed lines of the log. */
  log: Record<string, unknown>[];
  close(): Promise<void>;
}

@Module({})
class SpecModule {}

export async function serve(
  controllers: Type[], { providers = [], corsOrigins = [] }: { providers?: Provider[]; corsOrigins?: string[] } = {},
): Promise<Served> {
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('info', { write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) });
  const serving = new ServingState();
  const module = { module: SpecModule, controllers, providers: [{ provide: ServingState, useValue: serving }, ...providers] };
  const app = await NestFactory.create(module, new TypedExpressAdapter({ trustProxy: [] }), { bodyParser: false, logger: false, abortOnError: false });
  equipApp(app, { logger, serving, corsOrigins });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return app.close();
  };
  return { app, server, serving, port, url: `http://127.0.0.1:${port}`, log, close };
}
