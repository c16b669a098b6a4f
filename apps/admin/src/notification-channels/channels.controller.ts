// /api/notification-channels: where events of budgets are sent.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { ChannelRepository, type ChannelRecord, type LastDelivery } from '#database/notification-channels';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { ListQueryDto, pageQuestion, renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { NotificationSender } from '../notifications/notification-sender.js';
import { ChannelDto, ChannelListDto, ChannelTestDto, ChannelWithDeliveryDto, ChannelWithSecretDto, CreateChannelDto, LastDeliveryDto, UpdateChannelDto } from './channel.dto.js';
import { ChannelsService, type ChannelWithSecret } from './channels.service.js';

@ApiTags('budgets')
@Controller('api/notification-channels')
export class ChannelsController {
  constructor(private readonly channels: ChannelsService, private readonly rows: ChannelRepository, private readonly sender: NotificationSender) {}

  @Get() @Requires('notification-channel:read')
  async list(@Query() query: ListQueryDto): Promise<ChannelListDto> {
    return renderPage(await this.rows.list(pageQuestion(query)), renderChannel);
  }

  /** The secret of a webhook is shown in this answer alone. */
  @Post() @Requires('notification-channel:write')
  async create(@By() by: Author, @Body() body: CreateChannelDto): Promise<ChannelWithSecretDto> {
    return withSecret(await this.channels.create(by, body));
  }

  /** With how the sending of the newest event stands. */
  @Get(':id') @Requires('notification-channel:read')
  async get(@Param('id') id: string): Promise<ChannelWithDeliveryDto> {
    const [channel, last] = [await this.channels.get(id), await this.rows.lastDelivery(id)];
    return { ...renderChannel(channel), lastDelivery: last ? renderDelivery(last) : null };
  }

  /** Changes what is given. With `If-Match` only the version that it names. */
  @Patch(':id') @Requires('notification-channel:write')
  async update(@By() by: Author, @Param('id') id: string, @Body() body: UpdateChannelDto, @IfMatch() version?: number): Promise<ChannelDto> {
    return renderChannel(await this.channels.update(by, id, body, version));
  }

  /** Another secret for a webhook, shown in this answer alone. The one before signs nothing any more. */
  @Post(':id/rotate') @HttpCode(200) @Requires('notification-channel:write')
  async rotate(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<ChannelWithSecretDto> {
    return withSecret(await this.channels.rotate(by, id, version));
  }

  /** Sends an event that did not happen, once. 200 whatever came of it; 10 seconds at most. */
  @Post(':id/test') @HttpCode(200) @Requires('notification-channel:write')
  async test(@Param('id') id: string): Promise<ChannelTestDto> {
    const problem = await this.sender.sendTest(await this.channels.get(id));
    return { delivered: problem === undefined, message: problem ?? 'It was taken.' };
  }

  /** 409 while a budget names it. */
  @Delete(':id') @HttpCode(204) @Requires('notification-channel:write')
  remove(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<void> {
    return this.channels.remove(by, id, version);
  }
}

const renderChannel = ({ id, name, kind, address, version, createdAt }: ChannelRecord) =>
  ({ id, name, kind, address, version, createdAt: createdAt.toISOString() });

const renderDelivery = ({ eventId, attempts, deliveredAt, nextAt, problem }: LastDelivery): LastDeliveryDto =>
  ({ eventId, attempts, deliveredAt: deliveredAt?.toISOString() ?? null, nextAt: nextAt?.toISOString() ?? null, problem });

const withSecret = ({ channel, secret }: ChannelWithSecret): ChannelWithSecretDto => ({ ...renderChannel(channel), secret });
