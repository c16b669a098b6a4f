// The organisation's settings as they cross the admin API.
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { buildMessage, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, ValidateBy } from 'class-validator';
import { roundings, type Rounding } from '#database/settings';
import { IsCurrency } from '../http/currency.js';
import { leftOutIsNotNull } from '../http/field-rules.js';

/** An offset from UTC is no zone: it knows nothing of summer time. */
function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z][\w+/-]{1,60}$/.test(value)) return false;
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const IsTimeZone = () => ValidateBy({
  name: 'isTimeZone', validator: { validate: isTimeZone, defaultMessage: buildMessage(() => '$property must be the name of a time zone, like "Europe/Berlin" or "UTC"') },
});

function isNumberLocale(value: unknown): boolean {
  try {
    return typeof value === 'string' && value.length <= 35 && Intl.NumberFormat.supportedLocalesOf(value).length === 1;
  } catch {
    return false;
  }
}

const IsNumberLocale = () => ValidateBy({
  name: 'isNumberLocale', validator: { validate: isNumberLocale, defaultMessage: buildMessage(() => '$property must be a locale that is known here, like "en-US" or "de-CH" (BCP 47)') },
});

class WholeSettingsDto {
  /** Empty: not said. */
  @IsString() @MaxLength(200) @Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must be text without control characters' })
  organisationName: string;

  /** IANA name. Days, weeks, months and quarters of budgets and reports are this zone's. */
  @IsTimeZone()
  timeZone: string;

  /** ISO 4217, of what reports show. The ledger is always in US dollars. */
  @IsCurrency()
  currency: string;

  /** 1 to 12: the fiscal year begins in this month. */
  @IsInt() @Min(1) @Max(12)
  fiscalYearStartMonth: number;

  /** 1 to 28: the fiscal year, and every fiscal month, begins on this day of the month. */
  @IsInt() @Min(1) @Max(28)
  fiscalYearStartDay: number;

  /** 0 to 12: decimals of amounts that are shown. Nothing is rounded before that. */
  @IsInt() @Min(0) @Max(12)
  moneyDecimals: number;

  /** Of a half, when an amount is shown: `half-even` to the even neighbour, `half-up` away from zero. */
  @ApiProperty({ enum: roundings }) @IsIn(roundings)
  rounding: Rounding;

  /** BCP 47: the separators of numbers that are shown, and where the currency stands. */
  @IsNumberLocale()
  numberLocale: string;
}

export class UpdateSettingsDto extends PartialType(WholeSettingsDto, leftOutIsNotNull) {}

export class SettingsDto extends WholeSettingsDto {
  /** Also the ETag. */
  version: number;
}
