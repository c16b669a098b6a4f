// Rates of currencies as they cross the admin API.
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Matches } from 'class-validator';
import { IsCurrency } from '../http/currency.js';
import { IsDay } from '../http/day.js';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { mostRates } from './given-rate.js';
import { IsRate, IsRateCursor } from './rate-fields.js';

export class CurrencyRateQueryDto extends OmitType(ListQueryDto, ['cursor'] as const) {
  /** `nextCursor` of the page before. */
  @MayBeLeftOut() @IsRateCursor()
  cursor?: string;

  /** ISO 4217. */
  @MayBeLeftOut() @IsCurrency()
  currency?: string;

  /** The first day. */
  @MayBeLeftOut() @IsDay()
  from?: string;

  /** The last day. */
  @MayBeLeftOut() @IsDay()
  to?: string;
}

export class SetCurrencyRateDto {
  /** Units of the currency for 1 USD: decimal text of at most twelve decimals. */
  @IsRate()
  rate: string;

  /** Where it is from, for whoever doubts a figure. */
  @IsText(200)
  source: string;
}

export class ImportRatesQueryDto {
  /** ISO 4217: what the rates are of 1 of. Of another one than USD each day needs its rate of USD, too. */
  @MayBeLeftOut() @IsCurrency()
  base?: string = 'USD';

  /** Where they are from. */
  @IsText(200)
  source: string;
}

export class GivenRateDto {
  currency: string;
  /** Like `2026-11-25`. */
  day: string;
  /** Decimal text. */
  rate: string;
}

/** One of the two. */
export class ImportRatesDto {
  /** At most 10,000. */
  @ApiProperty({ type: [GivenRateDto], required: false, maxItems: mostRates })
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(mostRates)
  rates?: GivenRateDto[];

  /** With a first line `currency,day,rate`, or `date` and then currencies. At most 10,000 rates. Also as a body of type `text/csv`. */
  @MayBeLeftOut() @IsString() @Matches(/\S/, { message: '$property must hold at least one rate' })
  csv?: string;
}

export class CurrencyRateDto extends SetCurrencyRateDto {
  /** ISO 4217. */
  currency: string;
  /** Like `2026-11-25`. */
  day: string;
  /** The name of whoever set it. */
  setBy: string;
  /** ISO 8601. */
  setAt: string;
}

export class CurrencyRateListDto {
  data: CurrencyRateDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class ImportedRatesDto {
  /** Of days that had none. */
  created: number;
  /** In the place of another rate or source. */
  replaced: number;
  /** That were there already. */
  unchanged: number;
}
