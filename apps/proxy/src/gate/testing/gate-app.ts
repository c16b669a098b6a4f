// For specs only: a small real app behind the real gate, its configuration in memory and its clock set by hand.
import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { mintKey } from '#access/key';
import { InProcessCounters } from '#counters/in-process-counters';
import { DatabaseError } from '#database/errors';
import { KeyUseRepository, type KeyUseRecord } from '#database/key-use';
import type { KeyRecord, Limits } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { Clock } from '#server/clock';
import { type Served, serve } from '#server/testing/serve';
import { HealthController } from '../../health/health.controller.js';
import { callerOf } from '../caller.js';
import { gateProviders } from '../gate.providers.js';
import { GateOptions } from '../gate-options.js';
import { countersToken } from '../rate-storage.js';
import { Public, Requires } from '../route-access.js';

export const noon = Date.UTC(2026, 10, 24, 12);
export const staleMs = 3_600_000;
export const unlimited: Limits = { requestsPerMinute: null, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };

/** Configuration in memory without a database behind it; `younger` are the keys that only Postgres knows yet. */
export class Configuration implements Pick<Snapshot, 'isLoaded' | 'ageMs' | 'findKey' | 'askForKey'> {
  isLoaded = true;
  confirmedAt = noon;
  databaseAway = false;
  asked = 0;
  readonly known = new Map<string, KeyRecord>();
  readonly younger = new Map<string, KeyRecord>();

  ageMs(now: number): number {
    return this.isLoaded ? now - this.confirmedAt : Infinity;
  }

  findKey(hash: string): KeyRecord | undefined {
    return this.known.get(hash);
  }

  askForKey(hash: string): Promise<KeyRecord | undefined> {
    this.asked += 1;
    return this.databaseAway ? Promise.reject(new DatabaseError('unavailable', 'away')) : Promise.resolve(this.younger.get(hash));
  }
}

@Controller('v1')
class DoorsController {
  @Requires('chat:write')
  @Post('chat')
  @HttpCode(200)
  chat(@Req() request: Request) {
    const caller = callerOf(request);
    return { key: caller.key.id, may: caller.may('embeddings:write'), models: ['gpt-4o', 'gpt-3'].filter((model) => caller.mayUseModel(model)) };
  }

  @Requires('embeddings:write')
  @Get('embeddings')
  embeddings() {
    return {};
  }

  @Public()
  @Get('open')
  open() {
    return {};
  }

  @Get('forgotten')
  forgotten() {
    return {};
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  json: { error: Record<string, unknown> } & Record<string, unknown>;
}

export class GateApp {
  readonly clock = { nowMs: noon, now() { return this.nowMs; } };
  readonly configuration = new Configuration();
  /** What was written about the uses of keys. */
  readonly uses = { written: [] as KeyUseRecord[], recordMany(uses: readonly KeyUseRecord[]) { this.written.push(...uses); return Promise.resolve(); } };
  served: Served;
  /** The id of the key issued last. */
  keyId = '';
  private issued = 0;

  async start(): Promise<void> {
    this.served = await serve([DoorsController, HealthController], {
      providers: [
        ...gateProviders,
        { provide: Snapshot, useValue: this.configuration },
        { provide: KeyUseRepository, useValue: this.uses },
        { provide: Clock, useValue: this.clock },
        { provide: GateOptions, useValue: new GateOptions(staleMs) },
        { provide: countersToken, useValue: new InProcessCounters() },
      ],
    });
  }

  /** Between two specs: noon, everything reachable, an empty log. Keys stay. */
  reset(): void {
    this.clock.nowMs = noon;
    Object.assign(this.configuration, { isLoaded: true, confirmedAt: noon, databaseAway: false, asked: 0 });
    this.served.log.splice(0);
  }

  /** The secret of a new key; in `younger` it is one that only Postgres knows yet. */
  issue(change: Partial<KeyRecord> = {}, keys = this.configuration.known): string {
    const { secret, hash, last4 } = mintKey();
    this.issued += 1;
    this.keyId = `key_${this.issued}`;
    const record: KeyRecord = {
      id: this.keyId, name: 'k', hash, last4, previous: null, permissions: ['chat:write'], allowedModels: [], deniedModels: [],
      allowedProviders: [], deniedProviders: [], allowedAddresses: [], endUserPolicy: 'optional', tags: {}, ownerId: null,
      expiresAt: null, revokedAt: null, disabledAt: null, limits: unlimited, modelLimits: [],
      project: { id: 'p', name: 'P', costCentre: null, basisPoints: 0, tags: {}, onHangUp: 'abort', keepBodies: 'none' }, ...change,
    };
    keys.set(hash, record);
    if (record.previous) keys.set(record.previous.hash, record);
    return secret;
  }

  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.served.url + path, init);
    return { status: response.status, headers: response.headers, json: (await response.json()) as Answer['json'] };
  }

  chat(secret: string, { path = '/v1/chat', scheme = 'Bearer' } = {}): Promise<Answer> {
    return this.send(path, { method: 'POST', headers: { authorization: `${scheme} ${secret}` } });
  }
}
