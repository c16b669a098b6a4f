// Once a second, never on a request's path: processes tell each other how targets stand, and Postgres is told what has changed.
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CircuitRepository, type CircuitRow } from '#database/circuits';
import { Clock } from '#server/clock';
import { changesOf, rowsOf } from './circuit-rows.js';
import { circuitOf } from './standing.js';
import { TargetHealth } from './target-health.js';

const everyMs = 1000;
/** What others have written meanwhile, or left behind when they died, is looked at again after so long. */
const readAgainMs = 60_000;

@Injectable()
export class HealthRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;
  private written = new Map<string, CircuitRow>();
  private readAtMs = -Infinity;

  constructor(
    @Inject(TargetHealth) private readonly health: Pick<TargetHealth, 'exchange' | 'all'>,
    @Inject(CircuitRepository) private readonly circuits: Pick<CircuitRepository, 'all' | 'replace'>,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.round(), everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
  }

  /** One at a time: whoever comes while one is under way waits for that. Never rejects. */
  round(): Promise<void> {
    this.underWay ??= this.goRound().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async goRound(): Promise<void> {
    await this.health.exchange(this.clock.now());
    // A database that is away is told the next time.
    await this.write(this.clock.now()).catch(() => (this.readAtMs = -Infinity));
  }

  private async write(nowMs: number): Promise<void> {
    if (nowMs - this.readAtMs >= readAgainMs) {
      this.written = new Map((await this.circuits.all()).map((row) => [circuitOfRow(row), row]));
      this.readAtMs = nowMs;
    }
    const rows = rowsOf(this.health.all(), nowMs);
    await this.circuits.replace(changesOf(this.written, rows), new Date(nowMs));
    this.written = rows;
  }
}

const circuitOfRow = ({ credentialId, targetId }: CircuitRow) => (targetId === '' ? credentialId : circuitOf({ credentialId, targetId }));
