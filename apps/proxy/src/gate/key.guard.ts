// The first question of the gate: whose key is this? From memory; Postgres is asked only about a key never seen before.
// Every doubt about the key gives the same 401; a doubt about our own knowledge gives 503, never a 401. A good key from an address
// that it may not be used from is told so, but not from where it may.
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { hashKey, isWellFormedKey } from '#access/key';
import { DatabaseError } from '#database/errors';
import type { KeyRecord } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { readBearer } from '#server/http/read-bearer';
import { mayComeFrom } from './allowed-addresses.js';
import { Caller } from './caller.js';
import { GateOptions } from './gate-options.js';
import { KeyUses } from './key-uses.js';
import { isPublic } from './route-access.js';

/** At once when the key is known; a promise when Postgres has to be asked; undefined when it can be no key of ours. */
type FoundKey = KeyRecord | Promise<KeyRecord | undefined> | undefined;

@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly snapshot: Snapshot,
    private readonly clock: Clock,
    private readonly options: GateOptions,
    private readonly uses: KeyUses,
  ) {}

  /** Synchronous for known keys. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (isPublic(this.reflector, context)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (hasTokenInAddress(request.url)) throw new ApiError('invalid_api_key');
    const secret = readBearer(request.headers.authorization);
    const found = secret === undefined ? undefined : this.lookUp(secret);
    return found instanceof Promise ? found.then((key) => this.accept(request, key)) : this.accept(request, found);
  }

  private lookUp(secret: string): FoundKey {
    if (!isWellFormedKey(secret)) return undefined;
    const now = this.clock.now();
    if (this.snapshot.ageMs(now) > this.options.keyStaleMaxMs) {
      throw new ApiError('keys_unavailable', { internal: 'no current copy of the keys' });
    }
    const hash = hashKey(secret);
    const known = this.snapshot.findKey(hash);
    if (known) return inForce(known, hash, now);
    return this.snapshot.askForKey(hash, now).then((key) => key && inForce(key, hash, now), unavailable);
  }

  private accept(request: Request, key: KeyRecord | undefined): boolean {
    if (key === undefined) throw new ApiError('invalid_api_key');
    request.keyId = key.id;
    request.caller = new Caller(key); // known from here on, also to the row of a request that is refused
    if (!mayComeFrom(key, request.ip)) throw new ApiError('address_not_allowed');
    this.uses.note(key.id, this.clock.now(), request.ip, request.headers['user-agent']);
    return true;
  }
}

function unavailable(error: unknown): never {
  if (error instanceof DatabaseError) throw new ApiError('keys_unavailable', { internal: `a key could not be looked up: ${error.kind}` });
  throw error;
}

/** The key, if this secret of it works now: after a rotation the older one does for as long as the overlap lasts. */
function inForce(key: KeyRecord, hash: string, nowMs: number): KeyRecord | undefined {
  const { expiresAt, revokedAt, disabledAt, previous } = key;
  if (revokedAt !== null || disabledAt !== null || (expiresAt !== null && expiresAt.getTime() <= nowMs)) return undefined;
  return key.hash === hash || (previous?.hash === hash && previous.until.getTime() > nowMs) ? key : undefined;
}

/** Refused even beside a good header: whoever puts a key into addresses shall not get used to it. */
function hasTokenInAddress(url: string): boolean {
  const query = url.indexOf('?');
  return query >= 0 && new URLSearchParams(url.slice(query + 1)).has('access_token');
}
