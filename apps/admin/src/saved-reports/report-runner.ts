// Sends the saved reports whose time has come. Several admin processes share the work: each schedule's run is begun once, and sent by the one
// that claims it. What a receiver does not take is tried again for a day; after a standstill one run makes up for all that were missed.
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ReportRunRepository, type ClaimedRun } from '#database/saved-reports/report-runs';
import { SettingsRepository } from '#database/settings';
import { Clock } from '#server/clock';
import { nextTry } from '../notifications/next-try.js';
import { nextDue, planDue } from './next-due.js';
import { ReportSendings, type Attempt } from './report-sendings.js';

const everyMs = 5000;
/** Longer than any sending takes. */
const claimedMs = 15 * 60_000;

@Injectable()
export class ReportRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReportRunner.name);
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly runs: ReportRunRepository, private readonly settings: SettingsRepository, private readonly sendings: ReportSendings, private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** All that is due, one after the other; gives how many were sent, taken or not. */
  async sendDue(): Promise<number> {
    const { timeZone } = await this.settings.read();
    const nowMs = this.clock.now();
    await this.runs.beginDue(new Date(nowMs), (schedule) => planDue(schedule, timeZone, nowMs));
    await this.runs.moveTo(timeZone, (rule) => nextDue(rule, timeZone, nowMs));
    for (let sent = 0; ; sent += 1) {
      const claimed = this.isStopping ? undefined : await this.runs.claim(new Date(this.clock.now()), new Date(this.clock.now() + claimedMs));
      if (!claimed) return sent;
      await this.attempt(claimed);
    }
  }

  private async attempt(claimed: ClaimedRun): Promise<void> {
    const { run } = claimed;
    const { outcome, ...attempt } = await this.sendings.send(claimed).catch((error: unknown) => this.brokenOff(claimed, error));
    const finishedAt = new Date(this.clock.now());
    if (outcome !== 'again') return this.runs.settle(run.id, { ...attempt, outcome, finishedAt });
    const nextAt = nextTry(run.attempts, { sinceMs: run.startedAt?.getTime() ?? finishedAt.getTime(), nowMs: finishedAt.getTime() });
    if (nextAt) return this.runs.settle(run.id, { ...attempt, nextAt });
    this.logger.warn(`run ${run.id} of the saved report ${run.reportId} was not taken for a day, and is given up`);
    return this.runs.settle(run.id, { ...attempt, outcome: 'failed', finishedAt });
  }

  private brokenOff({ run }: ClaimedRun, error: unknown): Attempt {
    this.logger.warn(`run ${run.id} of the saved report ${run.reportId} broke off: ${error instanceof Error ? error.name : 'unknown'}`);
    return { outcome: 'again', problem: 'The report could not be made; the log says more.', takenBy: run.takenBy, figures: undefined };
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      // The database being away is told elsewhere; what is due stays due.
      this.running = this.sendDue().then(() => undefined, () => undefined).finally(() => { if (!this.isStopping) this.schedule(); });
    }, everyMs).unref();
  }
}
