// The rules of notification channels: what is secret of one is sealed, and shown once.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { ChannelRepository, type ChannelKind, type ChannelRecord, type NewChannel, type SealedChannel } from '#database/notification-channels';
import { newRowId } from '#database/row-id';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { notFound } from '../http/not-found.js';
import { ProviderEnvironment } from '../providers/provider-environment.js';
import type { CreateChannelDto, UpdateChannelDto } from './channel.dto.js';
import { ChannelSecrets } from './channel-secrets.js';
import { parseAddress } from './parse-address.js';

/** `secret` null: there is none to be shown. */
export interface ChannelWithSecret { channel: ChannelRecord; secret: string | null }

@Injectable()
export class ChannelsService {
  constructor(
    private readonly database: Database, private readonly channels: ChannelRepository, private readonly secrets: ChannelSecrets,
    private readonly environment: ProviderEnvironment, private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<SealedChannel> {
    return (await this.channels.find(id)) ?? Promise.reject(notFound('notification channel'));
  }

  async create(by: Author, { name, kind, address }: CreateChannelDto): Promise<ChannelWithSecret> {
    const id = newRowId(this.now());
    const secret = kind === 'webhook' ? this.secrets.mint() : null;
    const channel = { id, name, kind, secret: secret === null ? null : this.secrets.seal(secret, id), ...this.place(id, kind, address) };
    return { channel: await this.database.change(by, this.now(), (change) => this.channels.create(change, channel)), secret };
  }

  async update(by: Author, id: string, { name, address }: UpdateChannelDto, version: number | undefined): Promise<ChannelRecord> {
    const { kind } = await this.get(id);
    const patch = { ...(name !== undefined && { name }), ...(address !== undefined && this.place(id, kind, address)) };
    return this.database.change(by, this.now(), (change) => this.channels.update(change, id, patch, version));
  }

  /** The one before signs nothing from then on. */
  async rotate(by: Author, id: string, version: number | undefined): Promise<ChannelWithSecret> {
    const { kind } = await this.get(id);
    if (kind !== 'webhook') throw new ApiError('conflict', { message: 'Only a webhook has a secret of ours. Of Slack set another address.' });
    const secret = this.secrets.mint();
    const channel = await this.database.change(by, this.now(), (change) => this.channels.update(change, id, { secret: this.secrets.seal(secret, id) }, version));
    return { channel, secret };
  }

  remove(by: Author, id: string, version: number | undefined): Promise<void> {
    return this.database.change(by, this.now(), (change) => this.channels.remove(change, id, version));
  }

  /** Slack's URL is its secret: the host alone is shown. */
  private place(id: string, kind: ChannelKind, text: string): Pick<NewChannel, 'address'> & Partial<Pick<NewChannel, 'secret'>> {
    const address = parseAddress(kind, text, this.environment);
    return kind === 'slack' ? { address: new URL(address).host, secret: this.secrets.seal(address, id) } : { address };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
