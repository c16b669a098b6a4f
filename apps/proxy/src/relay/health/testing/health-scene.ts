// For specs only: processes that share their counters, the time in the test's hands, and calls that end as it says.
import { Logger } from '@nestjs/common';
import type { Counters } from '#counters/counters';
import { InProcessCounters } from '#counters/in-process-counters';
import type { StoredCredential } from '#database/records';
import type { UpstreamErrorKind } from '#providers/errors';
import { TargetHealth, type Line, type Standing } from '../target-health.js';

Logger.overrideLogger(false);

export const line: Line = { targetId: 't1', credentialId: 'cred' };
/** Another target by the same credential. */
export const sister: Line = { targetId: 't2', credentialId: 'cred' };
/** The same target by another credential. */
export const other: Line = { targetId: 't1', credentialId: 'another' };

export const second = 1000;
export const usable: Standing = { usable: true, probe: false };
export const halfOpen: Standing = { usable: true, probe: true };

interface CallOptions { of?: Line; by?: TargetHealth; ms?: number; retryAfterMs?: number }

export class HealthScene {
  now = 1_800_000_000_000;
  readonly snapshot: { credentials: StoredCredential[] } = { credentials: [] };
  readonly counters = new InProcessCounters();
  readonly health = this.start();

  /** One process more. */
  start(counters: Pick<Counters, 'take' | 'hold' | 'settle' | 'exchangeCircuits'> = this.counters): TargetHealth {
    return new TargetHealth(counters, this.snapshot, { next: () => 0 }, { now: () => this.now });
  }

  stands(of = line, by = this.health): Standing {
    return by.standing(of, this.now);
  }

  call(ending: UpstreamErrorKind | 'ok' | 'abandoned', { of = line, by = this.health, ms = 0, retryAfterMs = 0 }: CallOptions = {}): void {
    const watched = by.watch(of, this.now);
    this.now += ms;
    if (ending === 'ok') watched.succeeded(ms);
    else if (ending === 'abandoned') watched.abandoned();
    else watched.failed({ kind: ending, ...(retryAfterMs > 0 && { retryAfterMs }) });
  }

  times(count: number, ...args: Parameters<HealthScene['call']>): void {
    for (let index = 0; index < count; index += 1) this.call(...args);
  }
}
