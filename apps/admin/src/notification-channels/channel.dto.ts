// Notification channels as they cross the admin API: where events of budgets are sent.
import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { channelKinds, type ChannelKind } from '#database/notification-channels';
import { IsText, leftOutIsNotNull } from '../http/field-rules.js';

export class CreateChannelDto {
  @IsText(100)
  name: string;

  /** `webhook`: JSON, signed. `slack`: a text, as incoming webhooks of Slack and of those that speak like it take one. `email`: a letter. */
  @ApiProperty({ enum: channelKinds }) @IsIn(channelKinds)
  kind: ChannelKind;

  /** Of a webhook and of Slack the URL, of mail the address. */
  @IsText(2000)
  address: string;
}

export class UpdateChannelDto extends PartialType(PickType(CreateChannelDto, ['name', 'address']), leftOutIsNotNull) {}

export class ChannelDto {
  id: string;
  name: string;
  @ApiProperty({ enum: channelKinds })
  kind: ChannelKind;
  /** Of Slack the host alone: whoever knows the URL can write there. */
  address: string;
  /** Also the ETag. */
  version: number;
  /** ISO 8601. */
  createdAt: string;
}

export class ChannelWithSecretDto extends ChannelDto {
  /** Of a webhook, and shown this once: what its `x-aiproxy-signature` is made with. Null of the others. */
  @ApiProperty({ type: String, nullable: true })
  secret: string | null;
}

export class LastDeliveryDto {
  eventId: string;
  attempts: number;
  /** ISO 8601, like the others. */
  @ApiProperty({ type: String, nullable: true })
  deliveredAt: string | null;
  /** When it is tried again; null: it is delivered, or was given up after a day. */
  @ApiProperty({ type: String, nullable: true })
  nextAt: string | null;
  /** Why it was not taken the last time. */
  @ApiProperty({ type: String, nullable: true })
  problem: string | null;
}

export class ChannelWithDeliveryDto extends ChannelDto {
  /** Of the newest event that goes there; null: there was none. */
  @ApiProperty({ type: LastDeliveryDto, nullable: true })
  lastDelivery: LastDeliveryDto | null;
}

export class ChannelTestDto {
  delivered: boolean;
  /** For people. */
  message: string;
}

export class ChannelListDto {
  data: ChannelDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
