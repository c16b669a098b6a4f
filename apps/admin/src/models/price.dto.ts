// Prices as they cross the admin API: exact amounts as decimal text, never numbers.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, buildMessage, IsArray, IsIn, IsInt, IsObject, Matches, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { usageBuckets } from '#providers/usage';
import { moment } from '../configuration/rules.js';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';

export const priceBuckets = [...usageBuckets, 'request'] as const;
export type PriceBucket = (typeof priceBuckets)[number];

const IsMoment = () => ValidateBy({
  name: 'isMoment',
  validator: { validate: (value) => moment.problem(value) === undefined, defaultMessage: buildMessage(() => `$property${moment.problem(undefined) ?? ''}`) },
});

const IsDecimal = () => Matches(/^\d{1,9}(\.\d{1,12})?$/, { message: '$property must be an amount of US dollars as text, like "0.15"' });

export class CreateUnitPriceDto {
  /** What is paid for: tokens by bucket, `images`, or each `request`. */
  @ApiProperty({ enum: priceBuckets }) @IsIn(priceBuckets)
  bucket: PriceBucket;

  /** From how many input tokens of a request on; it then holds for all of its tokens. */
  @MayBeLeftOut() @IsInt() @Min(0) @Max(2_147_483_647)
  fromInputTokens?: number;

  /** Of buckets of tokens: at most 6 decimals, so that one token costs whole pico-dollars. */
  @MayBeLeftOut() @IsDecimal()
  usdPerMillionTokens?: string;

  /** Of `images` and `request`: at most 12 decimals. */
  @MayBeLeftOut() @IsDecimal()
  usdPerUnit?: string;
}

/** Prices that are tried out on what was used. */
export class PreviewPriceDto {
  /**
   * The provider's service tier; `default` is every ordinary call's. `ceiling` is none of a provider's: that price stands in for
   * whatever has none of its own, and what is booked at it is marked `unpriced`. A model without any other price is served at it.
   */
  @MayBeLeftOut() @Matches(/^[a-z0-9_-]{1,50}$/, { message: '$property must be a word of small letters, digits, - and _' })
  serviceTier?: string;

  /** A price for each bucket that is used; all of them "0" makes it free. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => CreateUnitPriceDto)
  unitPrices: CreateUnitPriceDto[];
}

export class CreatePriceDto extends PreviewPriceDto {
  /** From when on: a date (its first moment in UTC) or a moment. It may lie in the past: what was used before it was set keeps its price. */
  @IsMoment()
  validFrom: string;

  /** Why it is set. */
  @IsText(500)
  reason: string;
}

export class UnitPriceDto {
  @ApiProperty({ enum: priceBuckets })
  bucket: PriceBucket;
  fromInputTokens: number;
  /** Null of `images` and `request`. */
  usdPerMillionTokens: string | null;
  /** Null of buckets of tokens. */
  usdPerUnit: string | null;
}

export class PriceDto {
  id: string;
  targetId: string;
  serviceTier: string;
  /** ISO 8601, like `createdAt`. */
  validFrom: string;
  /** `admin`, `file`, or where the catalogue has it from. */
  source: string;
  /** Null where no admin set it. */
  reason: string | null;
  createdAt: string;
  unitPrices: UnitPriceDto[];
}

export class PriceListDto {
  data: PriceDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

/** What calls of the last 30 days cost at list price, and would at these prices. Nothing is changed. */
export class PricePreviewDto {
  /** ISO 8601, like `until`. */
  from: string;
  until: string;
  /** Rows of the ledger that these prices would be for: what was booked at this target's prices of the service tier, at its ceiling, or unpriced. */
  attempts: number;
  /** Of these, booked at no price or at one that stood in. */
  unpricedAttempts: number;
  /** US dollars as text, to the last digit, before any markup or discount of projects. */
  bookedListUsd: string;
  newListUsd: string;
  /** What was used and has no price among these. */
  @ApiProperty({ enum: priceBuckets, isArray: true })
  lackingBuckets: PriceBucket[];
}
