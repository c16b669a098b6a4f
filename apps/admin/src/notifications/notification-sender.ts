// Brings events of budgets to their channels. What is not taken is tried again, later and later, for a day; several admin processes
// share the work, since each claims what it sends. A receiver may get an event twice (its id tells), and never less than it can take.
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BudgetEventRepository, type BudgetEvent, type Delivery } from '#database/budget-events';
import { SettingsRepository } from '#database/settings';
import { windowAt } from '#metering/budgets/windows';
import { Clock } from '#server/clock';
import { ChannelSender } from './channel-sender.js';
import { nextTry } from './next-try.js';
import { renderNotice, type Notice } from './render-notice.js';

const everyMs = 2000;
const atOnce = 20;
/** Longer than any sending takes. */
const claimedMs = 60_000;

@Injectable()
export class NotificationSender implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(NotificationSender.name);
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly events: BudgetEventRepository, private readonly settings: SettingsRepository, private readonly channels: ChannelSender, private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sending;
  }

  /** All that is due, in turns; gives how many were sent, taken or not. */
  async sendDue(): Promise<number> {
    let sent = 0;
    for (;;) {
      const nowMs = this.clock.now();
      const due = await this.events.claim(new Date(nowMs), new Date(nowMs + claimedMs), atOnce);
      await Promise.all(due.map((delivery) => this.deliver(delivery)));
      sent += due.length;
      if (due.length < atOnce) return sent;
    }
  }

  /** Why the channel did not take an event that did not happen; undefined: it did. */
  sendTest(channel: Delivery['channel']): Promise<string | undefined> {
    const at = new Date(this.clock.now());
    const event: BudgetEvent = { id: 'test', budgetId: 'test', windowStart: at, percent: 80, at, spentPicoUsd: 80n * 10n ** 12n, capPicoUsd: 100n * 10n ** 12n };
    const budget: Delivery['budget'] = { id: 'test', name: 'test', scope: 'project', value: 'test', projectId: 'test', mode: 'soft', window: 'month' };
    return this.channels.send(channel, renderNotice({ event, budget, windowEnd: null, isTest: true }));
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const problem = await this.channels.send(delivery.channel, renderNotice(await this.noticeOf(delivery)));
    const nowMs = this.clock.now();
    if (problem === undefined) return this.events.settle(delivery, { deliveredAt: new Date(nowMs) });
    const nextAt = nextTry(delivery.attempts, { sinceMs: delivery.event.at.getTime(), nowMs }) ?? null;
    if (nextAt === null) this.logger.warn(`event ${delivery.event.id} was not taken by notification channel ${delivery.channel.id} for a day, and is given up`);
    return this.events.settle(delivery, { problem, nextAt });
  }

  private async noticeOf({ event, budget }: Delivery): Promise<Notice> {
    const { endsAtMs } = windowAt(budget.window, await this.settings.read(), event.windowStart.getTime());
    return { event, budget, windowEnd: endsAtMs === Infinity ? null : new Date(endsAtMs), isTest: false };
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      // The database being away is told elsewhere; what is due stays due.
      this.sending = this.sendDue().then(() => undefined, () => undefined).finally(() => { if (this.timer) this.schedule(); });
    }, everyMs).unref();
  }
}
