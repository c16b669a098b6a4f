// Questions about notification channels, where events are sent, and their changes.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { NotificationChannel } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import { missing, requireChangeable } from './row-state.js';

export const channelKinds = ['webhook', 'slack', 'email'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface ChannelRecord {
  id: string;
  name: string;
  kind: ChannelKind;
  /** Of a webhook its URL, of Slack's the host alone, of mail the address. */
  address: string;
  createdAt: Date;
  version: number;
}

/** Sealed, the id as associated data: what webhooks are signed with, or Slack's URL. */
export interface SealedChannel extends ChannelRecord { secret: Uint8Array | null }

export type NewChannel = Pick<SealedChannel, 'id' | 'name' | 'kind' | 'address' | 'secret'>;

/** `nextAt`: when it is tried again; null: it is delivered, or given up. */
export interface LastDelivery { eventId: string; attempts: number; deliveredAt: Date | null; nextAt: Date | null; problem: string | null }

@Injectable()
export class ChannelRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<SealedChannel | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.notificationChannel.findUnique({ where: { id } });
      return row ? { ...channelRecord(row), secret: row.secret } : undefined;
    });
  }

  /** Newest first. */
  list(page: PageQuestion): Promise<Page<ChannelRecord>> {
    return this.database.ask((client) => pageOf(page, channelRecord, (keyset) => client.notificationChannel.findMany(keyset)));
  }

  /** Of these ids, those that are there. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.ask((client) => client.notificationChannel.findMany({ where: { id: { in: [...ids] } }, select: { id: true } }));
    return new Set(rows.map(({ id }) => id));
  }

  /** Throws `conflict` when the name is taken. */
  async create(change: Change, channel: NewChannel): Promise<ChannelRecord> {
    const after = channelRecord(await change.client.notificationChannel.create({ data: { ...channel, secret: bytes(channel.secret), createdAt: change.at } }));
    change.note({ action: 'notification-channel.create', resource: 'notification-channel', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing`, `stale` (another version than `version`), `conflict`. */
  async update(change: Change, id: string, { secret, ...patch }: Partial<Pick<NewChannel, 'name' | 'address' | 'secret'>>, version?: number): Promise<ChannelRecord> {
    const before = await this.lock(change, id, version);
    const data = { ...patch, ...(secret !== undefined && { secret: bytes(secret) }), version: { increment: 1 } };
    const after = channelRecord(await change.client.notificationChannel.update({ where: { id }, data }));
    const action = secret === undefined ? 'notification-channel.update' : 'notification-channel.rotate';
    change.note({ action, resource: 'notification-channel', resourceId: id, before, after });
    return after;
  }

  /** What is on its way to it is not sent. Throws `missing`, `stale`, and `in-use` while a budget or a schedule names it. */
  async remove(change: Change, id: string, version?: number): Promise<void> {
    const before = await this.lock(change, id, version);
    const users = await change.client.budget.count({ where: { channelIds: { has: id }, archivedAt: null } });
    if (users > 0) throw new DatabaseError('in-use', `The channel is named by ${users} ${users === 1 ? 'budget' : 'budgets'}.`);
    const schedules = await change.client.reportSchedule.count({ where: { channelId: id } });
    if (schedules > 0) throw new DatabaseError('in-use', `Reports are sent to the channel by ${schedules} ${schedules === 1 ? 'schedule' : 'schedules'}.`);
    await change.client.notificationChannel.delete({ where: { id } });
    change.note({ action: 'notification-channel.delete', resource: 'notification-channel', resourceId: id, before });
  }

  /** All that have a secret. */
  listSealed(): Promise<{ id: string; secret: Uint8Array }[]> {
    return this.database.ask(async (client) => {
      const rows = await client.notificationChannel.findMany({ where: { secret: { not: null } }, select: { id: true, secret: true } });
      return rows.map(({ id, secret }) => ({ id, secret: secret! }));
    });
  }

  /** The same secret under another key; one that was changed meanwhile is left alone. */
  async reseal(id: string, from: Uint8Array, to: Uint8Array): Promise<void> {
    await this.database.ask((client) => client.notificationChannel.updateMany({ where: { id, secret: bytes(from) }, data: { secret: bytes(to) } }));
  }

  /** How the sending of the last event that goes to it stands. */
  lastDelivery(id: string): Promise<LastDelivery | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.notificationDelivery.findFirst({ where: { channelId: id }, orderBy: { eventId: 'desc' } });
      return row ? { eventId: row.eventId, attempts: row.attempts, deliveredAt: row.deliveredAt, nextAt: row.nextAt, problem: row.problem } : undefined;
    });
  }

  private async lock(change: Change, id: string, version: number | undefined): Promise<ChannelRecord> {
    const row = (await change.client.notificationChannel.findUnique({ where: { id } })) ?? missing('notification channel');
    requireChangeable(change, row, version);
    return channelRecord(row);
  }
}

const bytes = <T extends Uint8Array | null>(value: T) => (value === null ? null : Uint8Array.from(value)) as T extends null ? null : Uint8Array<ArrayBuffer>;

const channelRecord = ({ id, name, kind, address, createdAt, version }: NotificationChannel): ChannelRecord =>
  ({ id, name, kind: kind as ChannelKind, address, createdAt, version });
