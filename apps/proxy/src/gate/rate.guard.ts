// The last question of the gate: is this key within the requests of its tier? Nest's throttler guard, tracked by key, with
// its arithmetic replaced: minute and day are taken in one step, and a 429 says which of the two it was.
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerOptions, InjectThrottlerStorage, ThrottlerGuard, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import type { RateWindow, WindowState } from '#counters/counters';
import type { TierRecord } from '#database/records';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { callerOf } from './caller.js';
import { RateStorage } from './rate-storage.js';
import { renderLimitHeaders, renderRetryHeaders } from './render-limit-headers.js';

/** One throttler without a name: each further one costs 12 µs per request. Its limit is the tier's, found per request. */
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
    const windows = windowsOf(tierOf(context));
    const { windows: [shown], refused } = await this.storage.take(generateKey(context, '', ''), windows);
    const response = context.switchToHttp().getResponse<Response>();
    const window = refused ?? shown;
    if (window !== undefined) setHeaders(response, renderLimitHeaders(window, this.clock.now()));
    if (refused !== null) throw this.refusal(refused);
    return true;
  }

  /** Public routes have no key to count, and unlimited tiers nothing to count to. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<Request>();
    return Promise.resolve(caller === undefined || windowsOf(caller.key.tier).length === 0);
  }

  protected override generateKey(context: ExecutionContext): string {
    return callerOf(context.switchToHttp().getRequest<Request>()).key.id;
  }

  private refusal(window: WindowState): ApiError {
    const headers = renderRetryHeaders(window, this.clock.now());
    const message = `This API key may make ${window.limit} requests per ${window.name}. Try again in ${headers['retry-after']} s.`;
    return new ApiError('rate_limit_exceeded', { message, headers });
  }
}

/** The minute first: it is the one that answers show. Null is unlimited. */
function windowsOf({ requestsPerMinute, requestsPerDay }: TierRecord): RateWindow[] {
  const windows: RateWindow[] = [];
  if (requestsPerMinute !== null) windows.push({ name: 'minute', limit: requestsPerMinute, seconds: 60 });
  if (requestsPerDay !== null) windows.push({ name: 'day', limit: requestsPerDay, seconds: 86_400 });
  return windows;
}

function tierOf(context: ExecutionContext): TierRecord {
  return callerOf(context.switchToHttp().getRequest<Request>()).key.tier;
}

function setHeaders(response: Response, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
