// Failures on purpose, as a request meets them: an admin declared a target or a provider down, slow or flaky for a project.
import { Inject, Injectable } from '@nestjs/common';
import type { DrillRecord } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { Pause } from '#server/pause';
import { Randomness } from '#server/randomness';
import { playDrill } from './play-drill.js';

/** The one that meets an attempt. */
export interface Drilled {
  drillId: string;
  /**
   * In place of, or before, the call: waits, or throws UpstreamError as the provider's failure would. Rejects with the signal's reason.
   * `withinMs`: what is waited for the first byte of an answer; one that is slower than that is a `timeout` like the provider's own.
   */
  play(signal: AbortSignal, withinMs?: number): Promise<void>;
}

/** The failures of one request: whether it is among the share is drawn once. */
export interface RequestDrills {
  /** Of several that would, the oldest. */
  meet(target: { targetId: string; providerId: string }): Drilled | undefined;
}

@Injectable()
export class Drills {
  private list: readonly DrillRecord[] = [];
  private byProject: ReadonlyMap<string, DrillRecord[]> = new Map();

  constructor(
    @Inject(Snapshot) private readonly snapshot: Pick<Snapshot, 'drills'>,
    @Inject(Randomness) private readonly randomness: Randomness,
    @Inject(Pause) private readonly pause: Pause,
  ) {}

  /** Undefined, at once, where nothing is on. `nowMs` of the epoch. */
  of(projectId: string, nowMs: number): RequestDrills | undefined {
    const { drills } = this.snapshot;
    if (drills.length === 0) return undefined;
    if (drills !== this.list) {
      this.byProject = groupByProject(drills);
      this.list = drills;
    }
    const on = this.byProject.get(projectId)?.filter(({ startsAt, endsAt }) => startsAt.getTime() <= nowMs && nowMs < endsAt.getTime()) ?? [];
    return on.length === 0 ? undefined : this.drawn(on);
  }

  /** A drill whose target the request never comes to draws nothing. */
  private drawn(on: readonly DrillRecord[]): RequestDrills {
    const draws = new Map<string, boolean>();
    const isAmong = ({ id, share }: DrillRecord) => {
      const among = draws.get(id) ?? this.randomness.next() * 100 < share;
      draws.set(id, among);
      return among;
    };
    const means = { randomness: this.randomness, pause: this.pause };
    return {
      meet: ({ targetId, providerId }) => {
        const drill = on.find((one) => (one.targetId === targetId || one.providerId === providerId) && isAmong(one));
        return drill && { drillId: drill.id, play: (signal, withinMs = Infinity) => playDrill(drill, { ...means, signal, withinMs }) };
      },
    };
  }
}

function groupByProject(drills: readonly DrillRecord[]): Map<string, DrillRecord[]> {
  const groups = new Map<string, DrillRecord[]>();
  for (const drill of drills) groups.set(drill.projectId, [...(groups.get(drill.projectId) ?? []), drill]);
  return groups;
}
