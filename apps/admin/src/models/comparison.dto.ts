// The comparison of models across providers as it crosses the admin API.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import type { ModelType } from '#database/records';
import { modelTypes } from './model.dto.js';
import { UnitPriceDto } from './price.dto.js';

export const sorts = ['id', 'input', 'output', 'context', 'maxOutput'] as const;
export type ComparisonSort = (typeof sorts)[number];
export const priceStates = ['priced', 'free', 'unpriced'] as const;
export type PriceState = (typeof priceStates)[number];

const IsList = () => Matches(/^[^,\s]+(,[^,\s]+)*$/, { message: '$property must be values with commas between them' });

export class ComparisonQueryDto {
  /** Public ids, with commas between them. */
  @IsOptional() @IsString() @Length(1, 5000) @IsList()
  ids?: string;

  @ApiProperty({ enum: modelTypes }) @IsOptional() @IsIn(modelTypes)
  type?: ModelType;

  /** What they must all be capable of: `tools,vision`. */
  @IsOptional() @IsString() @Length(1, 500) @IsList()
  capability?: string;

  /** Ids of providers, with commas between them. */
  @IsOptional() @IsString() @Length(1, 500) @IsList()
  provider?: string;

  /** Those that can be called at the moment, or those that cannot. */
  @IsOptional() @IsIn(['true', 'false'])
  connected?: 'true' | 'false';

  @ApiProperty({ enum: priceStates }) @IsOptional() @IsIn(priceStates)
  price?: PriceState;

  /** At least so many tokens; models of which it is not known are left out. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(2_147_483_647)
  minContextWindow?: number;

  /** The cheapest first (`input`, `output`: text, in the lowest context tier), the largest first (`context`, `maxOutput`), or by id. What is not known comes last. */
  @ApiProperty({ enum: sorts }) @IsOptional() @IsIn(sorts)
  sort?: ComparisonSort = 'id';

  /** The provider's service tier whose prices are shown. */
  @IsOptional() @Matches(/^[a-z0-9_-]{1,50}$/)
  serviceTier?: string;

  /** How many to give at most: 1 to 200. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200)
  limit?: number = 50;

  /** `nextCursor` of the page before, with the same filters and order. */
  @IsOptional() @IsString() @Length(1, 1000)
  cursor?: string;
}

export class ComparedPriceDto {
  /** `unpriced`: it is refused until somebody sets a price. */
  @ApiProperty({ enum: priceStates })
  state: PriceState;
  /** Of the version in force; null without one. ISO 8601. */
  validFrom: string | null;
  source: string | null;
  /** Empty where the provider costs nothing by declaration. */
  unitPrices: UnitPriceDto[];
}

export class ComparedDto {
  modelId: string;
  targetId: string;
  providerId: string;
  upstreamModel: string;
  /** Of the target, in an admin's words. */
  region: string | null;
  @ApiProperty({ enum: modelTypes })
  type: ModelType;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  capabilities: string[];
  /** Whether it can be called at the moment. */
  connected: boolean;
  price: ComparedPriceDto;
}

export class ComparedListDto {
  data: ComparedDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}
