// The last question of the gate: is this key within its requests? Nest's throttler guard, tracked by key, with
// its arithmetic replaced: minute and day are taken in one step, and a 429 says which of the two it was.
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerOptions, InjectThrottlerStorage, ThrottlerGuard, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import type { RateWindow } from '#counters/counters';
import type { Limits } from '#database/records';
import { Clock } from '#server/clock';
import { callerOf } from './caller.js';
import { RateStorage } from './rate-storage.js';
import { rateExceeded } from './rate-exceeded.js';
import { renderLimitHeaders } from './render-limit-headers.js';

/** One throttler without a name: each further one costs 12 µs per request. Its limit is the key's, found per request. */
export const throttlerOptions: ThrottlerModuleOptions = { throttlers: [{ limit: 0, ttl: 60_000 }] };

@Injectable()
export class RateGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() private readonly storage: RateStorage,
    reflector: Reflector,
    private readonly clock: Clock,
  ) {
    super(options, storage, reflector);
  }

  protected override async handleRequest({ context, generateKey }: ThrottlerRequest): Promise<boolean> {
    const windows = windowsOf(limitsOf(context));
    const { windows: [shown], refused } = await this.storage.take(generateKey(context, '', ''), windows);
    const response = context.switchToHttp().getResponse<Response>();
    const window = refused ?? shown;
    if (window !== undefined) setHeaders(response, renderLimitHeaders(window, this.clock.now()));
    if (refused !== null) throw rateExceeded(refused, this.clock.now(), `This API key may make ${refused.limit} requests per ${refused.name}.`);
    return true;
  }

  /** Public routes have no key to count, and unlimited ones nothing to count to. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<Request>();
    return Promise.resolve(caller === undefined || windowsOf(caller.key.limits).length === 0);
  }

  protected override generateKey(context: ExecutionContext): string {
    return callerOf(context.switchToHttp().getRequest<Request>()).key.id;
  }
}

/** The minute first: it is the one that answers show. Null is unlimited. */
function windowsOf({ requestsPerMinute, requestsPerDay }: Limits): RateWindow[] {
  const windows: RateWindow[] = [];
  if (requestsPerMinute !== null) windows.push({ name: 'minute', limit: requestsPerMinute, seconds: 60 });
  if (requestsPerDay !== null) windows.push({ name: 'day', limit: requestsPerDay, seconds: 86_400 });
  return windows;
}

function limitsOf(context: ExecutionContext): Limits {
  return callerOf(context.switchToHttp().getRequest<Request>()).key.limits;
}

function setHeaders(response: Response, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
