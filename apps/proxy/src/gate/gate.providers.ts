// The gate as the app's module spreads it. The order is the order of the questions: whose key, may it, not too often.
// The module brings what they ask: Snapshot, KeyUseRepository, Clock, GateOptions, and its Counters under `countersToken`.
import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { getOptionsToken, getStorageToken } from '@nestjs/throttler';
import { KeyGuard } from './key.guard.js';
import { KeyUses } from './key-uses.js';
import { PermissionGuard } from './permission.guard.js';
import { RateGuard, throttlerOptions } from './rate.guard.js';
import { RateStorage } from './rate-storage.js';

export const gateProviders: Provider[] = [
  { provide: getOptionsToken(), useValue: throttlerOptions },
  { provide: getStorageToken(), useClass: RateStorage },
  KeyUses,
  { provide: APP_GUARD, useClass: KeyGuard },
  { provide: APP_GUARD, useClass: PermissionGuard },
  { provide: APP_GUARD, useClass: RateGuard },
];
