// What both APIs have in common at the edge, put on an app in the order in which a request meets it.
import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ApiError } from '../errors/api-error.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { accessLog } from '../log/access-log.js';
import { NestLogger } from '../log/nest-logger.js';
import { refuseWhileStopping, type ServingState } from '../stop/serving-state.js';
import { corsOptions } from './cors.js';
import { stampRequest } from './stamp-request.js';

export interface Edge {
  logger: Logger;
  serving: ServingState;
  corsOrigins: readonly string[];
  /** What errors of the rooms below mean to a caller of this app. */
  explain?: (exception: unknown) => ApiError | undefined;
}

/** For an app made on a TypedExpressAdapter with `bodyParser: false`, before it listens. */
export function equipApp(app: INestApplication, { logger, serving, corsOrigins, explain }: Edge): void {
  app.useLogger(new NestLogger(logger));
  app.use(stampRequest, accessLog(logger));
  const cors = corsOptions(corsOrigins);
  if (cors !== undefined) app.enableCors(cors);
  app.use(refuseWhileStopping(serving));
  app.useGlobalFilters(new ErrorFilter(logger, explain));
}
