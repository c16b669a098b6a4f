// The admin API put together. The guards' order is the order of the questions: who calls, may they.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { DatabaseModule } from '#database/database.module';
import { Clock } from '#server/clock';
import { ServingState } from '#server/stop/serving-state';
import { AccessTokens } from './access/access-tokens.js';
import { PermissionGuard } from './access/permission.guard.js';
import { SignInGuard } from './access/sign-in.guard.js';
import { AuditController } from './audit/audit.controller.js';
import type { AdminEnv } from './env.js';
import { HealthController } from './health/health.controller.js';
import { VersionInterceptor } from './http/version.js';
import { TiersController } from './tiers/tiers.controller.js';
import { TiersService } from './tiers/tiers.service.js';

const controllers = [
  HealthController,AuditController, TiersController];
const services = [AccessTokens, TiersService];

@Module({})
export class AdminModule {
  static with(_env: AdminEnv, databaseUrl: string): DynamicModule {
    return {
      module: AdminModule,
      imports: [DatabaseModule.withoutSnapshot(databaseUrl)],
      controllers,
      providers: [
        Clock, ServingState, ...services,
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
      ],
    };
  }
}
