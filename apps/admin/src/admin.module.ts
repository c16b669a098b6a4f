// The admin API put together. The guards' order is the order of the questions: who calls, may they.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Sealer } from '#access/seal';
import { InProcessCounters } from '#counters/in-process-counters';
import { DatabaseModule } from '#database/database.module';
import { Clock } from '#server/clock';
import { ServingState } from '#server/stop/serving-state';
import { AccessTokens } from './access/access-tokens.js';
import { PermissionGuard } from './access/permission.guard.js';
import { SessionCookieSignIn } from './access/session-cookie-sign-in.js';
import { SignInGuard } from './access/sign-in.guard.js';
import { AuditController } from './audit/audit.controller.js';
import { adminEnvToken, type AdminEnv } from './env.js';
import { HealthController } from './health/health.controller.js';
import { VersionInterceptor } from './http/version.js';
import { SessionCookies } from './session/session-cookies.js';
import { SessionsService } from './session/sessions.service.js';
import { countersToken, SignInThrottle } from './session/sign-in-throttle.js';
import { TiersController } from './tiers/tiers.controller.js';
import { TiersService } from './tiers/tiers.service.js';

const controllers = [
  HealthController,AuditController, TiersController];
const services = [AccessTokens, SessionCookies, SessionCookieSignIn, SessionsService, SignInThrottle, TiersService];

/** What the app brings from outside. */
export interface AdminParts { clock: Clock; sealer: Sealer }

@Module({})
export class AdminModule {
  static with(env: AdminEnv, databaseUrl: string, { clock, sealer }: AdminParts): DynamicModule {
    return {
      module: AdminModule,
      imports: [DatabaseModule.withoutSnapshot(databaseUrl)],
      controllers,
      providers: [
        ServingState, ...services,
        { provide: Clock, useValue: clock },
        { provide: Sealer, useValue: sealer },
        { provide: adminEnvToken, useValue: env },
        { provide: countersToken, useClass: InProcessCounters },
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
      ],
    };
  }
}
