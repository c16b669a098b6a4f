// Asks each connection by a free call whether it is well, where PROBE_INTERVAL_MS says so: a target is then known to be down, or to be
// well again, before somebody's request finds out.
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { probe } from '#providers/probe';
import { Randomness } from '#server/randomness';
import type { Connection } from '../routes/connections.js';
import { ConnectedProviders } from '../routes/connected-providers.js';
import { TargetHealth } from './target-health.js';

/** 0: never. */
export class ProbeInterval {
  constructor(readonly ms: number) {}
}

@Injectable()
export class ActiveProbes implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private readonly ahead = new Set<NodeJS.Timeout>();
  /** When in an interval it is a connection's time, from 0 to 1; by credential. */
  private readonly times = new Map<string, number>();

  constructor(
    @Inject(ProbeInterval) private readonly interval: ProbeInterval,
    @Inject(TargetHealth) private readonly health: Pick<TargetHealth, 'beginFreeCall'>,
    @Inject(ConnectedProviders) private readonly connected: Pick<ConnectedProviders, 'byId'>,
    @Inject(Randomness) private readonly randomness: Randomness,
  ) {}

  onApplicationBootstrap(): void {
    if (this.interval.ms === 0) return;
    this.schedule();
    this.timer = setInterval(() => this.schedule(), this.interval.ms).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const timer of this.ahead) clearTimeout(timer);
  }

  /** Never rejects. Gives whether it was this process's turn. */
  async ask({ credentialId, ...target }: Connection): Promise<boolean> {
    const told = await this.health.beginFreeCall(credentialId, this.interval.ms).catch(() => undefined);
    if (!told) return false;
    const { outcome, kind } = await probe(target);
    if (outcome === 'ok') told();
    else if (kind !== undefined) told({ kind });
    return true;
  }

  /** Always at the same time of an interval, or two would fall into one and none into the next. */
  private schedule(): void {
    for (const connection of [...this.connected.byId.values()].flat()) {
      if (connection.provider.respond) continue;
      const time = this.times.get(connection.credentialId) ?? this.randomness.next();
      this.times.set(connection.credentialId, time);
      const timer = setTimeout(() => {
        this.ahead.delete(timer);
        void this.ask(connection);
      }, time * this.interval.ms).unref();
      this.ahead.add(timer);
    }
  }
}
