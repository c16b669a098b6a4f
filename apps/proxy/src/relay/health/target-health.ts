// How the targets stand, from real traffic: what a request asks before it goes to one, and what it tells afterwards.
import { Injectable } from '@nestjs/common';
import type { UpstreamErrorKind } from '#providers/errors';

/** A target as one credential reaches it: what a circuit is about. */
export interface Line { targetId: string; credentialId: string }

export type Standing =
  /** `probe`: its circuit is half open, so one call at a time may try it. */
  | { usable: true; probe: boolean }
  /** `reason` in words. */
  | { usable: false; state: 'open' | 'cooling' | 'refused'; reason: string; untilMs: number };

/** How a call ended; `retryAfterMs` as the provider asked. */
export interface Ending { kind: UpstreamErrorKind; retryAfterMs?: number; status?: number }

/** One call under way. Exactly one of the three is called, once. */
export interface Watched {
  /** `latencyMs`: to the first content, else to the reply's headers. */
  succeeded(latencyMs: number): void;
  failed(ending: Ending): void;
  /** It says nothing about the target: the caller left, or a sister failed. */
  abandoned(): void;
}

@Injectable()
export class TargetHealth {
  standing(_line: Line, _nowMs: number): Standing {
    return { usable: true, probe: false };
  }

  /** Before a call to one that is `probe`: whether this call is the one. False: another one is under way, in whatever process. */
  async takeProbe(_line: Line, _nowMs: number): Promise<boolean> {
    return true;
  }

  /** A call goes out. */
  watch(_line: Line, _nowMs: number): Watched {
    return { succeeded: () => undefined, failed: () => undefined, abandoned: () => undefined };
  }

  /** What the next call is expected to take in milliseconds, calls under way counted in: lower is better. 0 where nothing is known. */
  expectedMs(_line: Line, _nowMs: number): number {
    return 0;
  }
}
