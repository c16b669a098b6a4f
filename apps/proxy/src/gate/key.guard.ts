// The first question of the gate: whose key is this? From memory; Postgres is asked only about a key never seen before.
// Every doubt about the key gives the same 401; a doubt about our own knowledge gives 503, never a 401.
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { hashKey, isWellFormedKey } from '#access/key';
import { DatabaseError } from '#database/errors';
import type { KeyRecord } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { Caller } from './caller.js';
import { GateOptions } from './gate-options.js';
import { type FoundKey, KeyStrategy } from './key-strategy.js';
import { isPublic } from './route-access.js';

@Injectable()
export class KeyGuard implements CanActivate {
  private readonly strategy = new KeyStrategy((secret) => this.lookUp(secret));

  constructor(
    private readonly reflector: Reflector,
    private readonly snapshot: Snapshot,
    private readonly clock: Clock,
    private readonly options: GateOptions,
  ) {}

  /** Synchronous for known keys. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (isPublic(this.reflector, context)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (hasTokenInAddress(request.url)) throw new ApiError('invalid_api_key');
    const found = this.strategy.find(request.headers.authorization);
    return found instanceof Promise ? found.then((key) => this.accept(request, key)) : this.accept(request, found);
  }

  private lookUp(secret: string): FoundKey {
    if (!isWellFormedKey(secret)) return undefined;
    const now = this.clock.now();
    if (this.snapshot.ageMs(now) > this.options.keyStaleMaxMs) {
      throw new ApiError('keys_unavailable', { internal: 'no current copy of the keys' });
    }
    const hash = hashKey(secret);
    return this.snapshot.findKey(hash) ?? this.snapshot.askForKey(hash, now).catch(unavailable);
  }

  private accept(request: Request, key: KeyRecord | undefined): boolean {
    if (key === undefined || !isInForce(key, this.clock.now())) throw new ApiError('invalid_api_key');
    request.caller = new Caller(key);
    request.keyId = key.id;
    return true;
  }
}

function unavailable(error: unknown): never {
  if (error instanceof DatabaseError) throw new ApiError('keys_unavailable', { internal: `a key could not be looked up: ${error.kind}` });
  throw error;
}

function isInForce({ expiresAt, revokedAt, disabledAt }: KeyRecord, nowMs: number): boolean {
  return revokedAt === null && disabledAt === null && (expiresAt === null || expiresAt.getTime() > nowMs);
}

/** Refused even beside a good header: whoever puts a key into addresses shall not get used to it. */
function hasTokenInAddress(url: string): boolean {
  const query = url.indexOf('?');
  return query >= 0 && new URLSearchParams(url.slice(query + 1)).has('access_token');
}
