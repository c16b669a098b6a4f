// Days of money are the organisation's: when its time zone has changed, the months that are summed by the old one are summed anew, here
// and behind everything else. Several admin processes share the work.
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RollupRepository } from '#database/rollups/rollups';
import { Clock } from '#server/clock';

const everyMs = 15_000;

@Injectable()
export class RollupRenewal implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RollupRenewal.name);
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> = Promise.resolve();

  constructor(private readonly rollups: RollupRepository, private readonly clock: Clock) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.renewing;
  }

  /** Month after month until none waits. */
  async renewWaiting(): Promise<void> {
    const next = () => this.rollups.rebuildNext(new Date(this.clock.now()));
    for (let month = await next(); month !== undefined; month = await next()) this.logger.log(`the sums of ${month.slice(0, 7)} are made anew`);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      // The database being away is told elsewhere; what waits goes on waiting.
      this.renewing = this.renewWaiting().catch(() => undefined).finally(() => { if (this.timer) this.schedule(); });
    }, everyMs).unref();
  }
}
