// Failures on purpose, as a request meets them.
import { Inject, Injectable } from '@nestjs/common';
import { Snapshot } from '#database/snapshot';

/** The one that meets an attempt. */
export interface Drilled {
  drillId: string;
  /** In place of, or before, the call: waits, or throws UpstreamError as the provider's failure would. Rejects with the signal's reason. */
  play(signal: AbortSignal): Promise<void>;
}

/** The failures of one request: whether it is among the share is drawn once. */
export interface RequestDrills {
  meet(target: { targetId: string; providerId: string }): Drilled | undefined;
}

@Injectable()
export class Drills {
  constructor(@Inject(Snapshot) private readonly snapshot: Pick<Snapshot, 'drills'>) {}

  /** Undefined, at once, where nothing is on. */
  of(_projectId: string, _nowMs: number): RequestDrills | undefined {
    return this.snapshot.drills.length === 0 ? undefined : { meet: () => undefined };
  }
}
