// The organisation's settings as they cross the admin API.
import { PartialType } from '@nestjs/swagger';
import { buildMessage, IsInt, IsString, Matches, Max, MaxLength, Min, ValidateBy } from 'class-validator';
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

const currencies = new Set(Intl.supportedValuesOf('currency'));
const IsCurrency = () => ValidateBy({
  name: 'isCurrency', validator: { validate: (value) => currencies.has(value as string), defaultMessage: buildMessage(() => '$property must be the code of a currency, like "USD" (ISO 4217)') },
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

  /** 1 to 12: the fiscal year begins on the first day of this month. */
  @IsInt() @Min(1) @Max(12)
  fiscalYearStartMonth: number;
}

export class UpdateSettingsDto extends PartialType(WholeSettingsDto, leftOutIsNotNull) {}

export class SettingsDto extends WholeSettingsDto {
  /** Also the ETag. */
  version: number;
}
