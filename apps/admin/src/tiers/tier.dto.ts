// Tiers as they cross the admin API.
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { IsLimit, type Limit } from './limit.js';

const oneLimit = { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'string', enum: ['unlimited'] }] };

export class LimitsDto {
  /** Requests in a minute of the clock. */
  @ApiProperty(oneLimit) @IsLimit()
  requestsPerMinute: Limit;

  /** Requests in a day (UTC). */
  @ApiProperty(oneLimit) @IsLimit()
  requestsPerDay: Limit;

  /** Tokens, in and out, in a minute of the clock. */
  @ApiProperty(oneLimit) @IsLimit()
  tokensPerMinute: Limit;

  /** Requests under way at once. */
  @ApiProperty(oneLimit) @IsLimit()
  concurrentRequests: Limit;
}

export class ModelLimitsDto extends LimitsDto {
  /** A pattern with `*` over the models' public ids. */
  @IsText(200)
  models: string;
}

export class CreateTierDto extends LimitsDto {
  @IsText(100)
  name: string;

  /** Further limits for the models that match. */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(50) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => ModelLimitsDto)
  modelLimits?: ModelLimitsDto[];
}

export class UpdateTierDto extends PartialType(CreateTierDto, leftOutIsNotNull) {}

export class TierDto extends LimitsDto {
  id: string;
  name: string;
  modelLimits: ModelLimitsDto[];
  /** `file`: read-only here, since the configuration file has it in its hands. */
  managedBy: 'api' | 'file';
  /** Also the ETag. */
  version: number;
  /** ISO 8601. */
  createdAt: string;
}

export class TierListDto {
  data: TierDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class TierQueryDto extends ListQueryDto {
  /** A part of the name. */
  @MayBeLeftOut() @IsText(100)
  name?: string;
}
