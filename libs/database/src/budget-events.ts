// What happens to budgets: a threshold that was passed is written down once, whoever sees it, with what has to be sent of it. The admin
// API sends it: a delivery is claimed for a time, so that of several processes one sends.
import { Injectable } from '@nestjs/common';
import type { BudgetRecord, BudgetScope, BudgetWindow } from './budget-record.js';
import { Database } from './database.js';
import { columnOf, wholeOf } from './decimal.js';
import type { Prisma } from './generated/client.js';
import type { ChannelKind } from './notification-channels.js';
import { newRowId } from './row-id.js';

/** `percents`: thresholds that what is spent has reached. */
export interface PassedThresholds {
  budgetId: string;
  windowStart: Date;
  percents: readonly number[];
  at: Date;
  spentPicoUsd: bigint;
  /** With its raises. */
  capPicoUsd: bigint;
}

export interface BudgetEvent extends Omit<PassedThresholds, 'percents'> { id: string; percent: number }

/** An event and where it goes; the secret is sealed, the channel's id as associated data. */
export interface Delivery {
  event: BudgetEvent;
  budget: Pick<BudgetRecord, 'id' | 'name' | 'scope' | 'value' | 'projectId' | 'mode'> & { window: BudgetWindow };
  channel: { id: string; kind: ChannelKind; address: string; secret: Uint8Array | null };
  /** This one counted. */
  attempts: number;
}

@Injectable()
export class BudgetEventRepository {
  constructor(private readonly database: Database) {}

  /** Gives those percents that nobody had written before: each is once for a budget and window, and goes to the budget's channels. */
  record({ budgetId, windowStart, percents, at, spentPicoUsd, capPicoUsd }: PassedThresholds): Promise<number[]> {
    const ids = percents.map(() => newRowId(at));
    return this.database.ask(async (client) => {
      const rows = await client.$queryRaw<{ percent: number }[]>`
        WITH event AS (
          INSERT INTO budget_event (id, budget_id, window_start, percent, at, spent_pico_usd, cap_pico_usd)
          SELECT passed.id, budget.id, ${windowStart}, passed.percent, ${at}, ${columnOf(spentPicoUsd)}::numeric, ${columnOf(capPicoUsd)}::numeric
          FROM budget, unnest(${ids}::text[], ${percents}::int[]) AS passed (id, percent) WHERE budget.id = ${budgetId}
          ON CONFLICT DO NOTHING RETURNING id, budget_id, percent
        ), sending AS (
          INSERT INTO notification_delivery (event_id, channel_id, next_at)
          SELECT event.id, channel.id, ${at} FROM event JOIN budget ON budget.id = event.budget_id JOIN notification_channel AS channel ON channel.id = ANY(budget.channel_ids)
        )
        SELECT percent FROM event ORDER BY percent`;
      return rows.map(({ percent }) => percent);
    });
  }

  /** Newest first, of one budget. */
  listOf(budgetId: string, limit: number): Promise<BudgetEvent[]> {
    return this.database.ask(async (client) =>
      (await client.budgetEvent.findMany({ where: { budgetId }, orderBy: [{ at: 'desc' }, { percent: 'desc' }], take: limit })).map(budgetEvent));
  }

  /** Those whose time has come, oldest first: nobody else gets them before `until`, unless somebody says how it ended. */
  claim(now: Date, until: Date, limit: number): Promise<Delivery[]> {
    return this.database.inTransaction(async (client) => {
      const claimed = await client.$queryRaw<{ event_id: string; channel_id: string }[]>`
        UPDATE notification_delivery AS delivery SET next_at = ${until}, attempts = attempts + 1
        FROM (
          SELECT event_id, channel_id FROM notification_delivery WHERE next_at <= ${now} ORDER BY next_at, event_id, channel_id LIMIT ${limit} FOR UPDATE SKIP LOCKED
        ) AS due
        WHERE delivery.event_id = due.event_id AND delivery.channel_id = due.channel_id RETURNING delivery.event_id, delivery.channel_id`;
      if (claimed.length === 0) return [];
      const where = { OR: claimed.map(({ event_id: eventId, channel_id: channelId }) => ({ eventId, channelId })) };
      return (await client.notificationDelivery.findMany({ where, include: whole, orderBy: [{ eventId: 'asc' }, { channelId: 'asc' }] })).map(delivery);
    }, 'ReadCommitted');
  }

  /** How the sending of a claimed one ended. Without `nextAt` it is not tried again. */
  async settle({ event, channel }: Delivery, end: { deliveredAt: Date } | { problem: string; nextAt: Date | null }): Promise<void> {
    const data = 'deliveredAt' in end ? { deliveredAt: end.deliveredAt, nextAt: null, problem: null } : end;
    await this.database.ask((client) => client.notificationDelivery.updateMany({ where: { eventId: event.id, channelId: channel.id }, data }));
  }
}

const whole = { event: { include: { budget: true } }, channel: true } satisfies Prisma.NotificationDeliveryInclude;

function delivery({ event: { budget, ...event }, channel, attempts }: Prisma.NotificationDeliveryGetPayload<{ include: typeof whole }>): Delivery {
  const { id, name, scope, value, projectId, mode, window } = budget;
  return {
    event: budgetEvent(event), attempts,
    budget: { id, name, scope: scope as BudgetScope, value, projectId, mode: mode as BudgetRecord['mode'], window: window as BudgetWindow },
    channel: { id: channel.id, kind: channel.kind as ChannelKind, address: channel.address, secret: channel.secret },
  };
}

function budgetEvent({ spentPicoUsd, capPicoUsd, ...row }: Prisma.BudgetEventGetPayload<object>): BudgetEvent {
  return { ...row, spentPicoUsd: wholeOf(spentPicoUsd), capPicoUsd: wholeOf(capPicoUsd) };
}
