// Usage reports as the admin API shows them.
import { ApiProperty } from '@nestjs/swagger';
import { confidences, type Confidence } from '#database/records';
import { reportIntervals, type ReportInterval } from '#database/reports/usage-query';

export class TokensDto {
  inputText: number;
  inputAudio: number;
  inputImage: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  outputText: number;
  outputReasoning: number;
  outputAudio: number;
  /** All of the input side: what OpenAI calls prompt tokens. */
  input: number;
  /** All of the output side: completion tokens. */
  output: number;
}

/** Milliseconds, from a histogram: exact to the bounds between which they lie. Null: nothing was answered. */
export class QuantilesDto {
  @ApiProperty({ type: Number, nullable: true })
  p50: number | null;
  @ApiProperty({ type: Number, nullable: true })
  p95: number | null;
}

export class FiguresDto {
  /** USD, exact decimal text: what the provider's prices come to. */
  listUsd: string;
  /** USD, exact decimal text: with the markup or discount of the project. */
  chargedUsd: string;
  /** The same in the report's currency, exact, not rounded. */
  list: string;
  charged: string;
  tokens: TokensDto;
  images: number;
  /** That reached a provider; those refused before are not in the ledger. */
  requests: number;
  /** Calls of providers: with those that were tried again elsewhere. */
  attempts: number;
  /** Requests that failed. */
  errors: number;
  failedAttempts: number;
  /** Of answered requests: the attempt that answered, to its end. */
  latencyMs: QuantilesDto;
  /** Likewise, to its first content. */
  firstTokenMs: QuantilesDto;
}

export class GroupDto {
  /** As it was asked for: `project`, `tag:team`, … */
  by: string;
  /** Null: without one. */
  @ApiProperty({ type: String, nullable: true })
  id: string | null;
  /** For people; `(none)`, and `(other)` of the row of all that is not at the top. */
  name: string;
}

export class ReportRowDto {
  /** The first day of the interval, or the hour's beginning (ISO 8601). A week or a fiscal month may begin before the span. */
  start: string;
  groups: GroupDto[];
  /** All groups that are not at the top, as one. */
  isRest: boolean;
  figures: FiguresDto;
  /** Of the same group in the same interval of the span before. Null: not asked for, not comparable, or nothing there. */
  @ApiProperty({ type: FiguresDto, nullable: true })
  previous: FiguresDto | null;
}

export class RateDto {
  /** Of the interval that begins so. */
  start: string;
  /** Units of the currency for 1 USD, decimal text. */
  rate: string;
  /** The day that the rate is of: the interval's last one, or the youngest before it that has a rate. */
  @ApiProperty({ type: String, nullable: true })
  day: string | null;
  @ApiProperty({ type: String, nullable: true })
  source: string | null;
}

export class ReportCurrencyDto {
  /** ISO 4217. */
  code: string;
  /** Every figure of an interval is its USD times this, that of a total each interval by its own. By start; none for USD. */
  rates: RateDto[];
  /** Likewise those of `previous` and `previousTotal`. None unless compared. */
  previousRates: RateDto[];
}

export class ConfidenceShareDto {
  @ApiProperty({ enum: confidences })
  confidence: Confidence;
  figures: FiguresDto;
  /** Of the charged cost, 0 to 1, six decimals. */
  chargedShare: number;
  /** Of the requests. */
  requestShare: number;
}

export class LedgerTotalDto {
  /** The ledger in the span, of the same filter (end users and tags as well), whatever the groups. */
  total: FiguresDto;
  byConfidence: ConfidenceShareDto[];
}

export class UsageReportDto {
  /** The first and the last day, in `timeZone`. */
  from: string;
  to: string;
  timeZone: string;
  @ApiProperty({ enum: reportIntervals })
  interval: ReportInterval;
  groupBy: string[];
  currency: ReportCurrencyDto;
  /** False: the organisation's time zone has changed, and some of these days are still cut by the one before. */
  isSettled: boolean;
  rows: ReportRowDto[];
  /** How many there are; more than `rows` when `limit` was reached. */
  rowCount: number;
  /** Of all rows, shown or not. */
  total: FiguresDto;
  /** The span before, of the same length. */
  @ApiProperty({ type: FiguresDto, nullable: true })
  previousTotal: FiguresDto | null;
  ledger: LedgerTotalDto;
}

export class MoverDto {
  group: GroupDto;
  before: FiguresDto;
  after: FiguresDto;
  /** USD, decimal text. */
  changeUsd: string;
  /** `new`: nothing before; `gone`: nothing now. */
  @ApiProperty({ enum: ['up', 'down', 'new', 'gone'] })
  kind: 'up' | 'down' | 'new' | 'gone';
}

export class MoversDto {
  from: string;
  to: string;
  previousFrom: string;
  previousTo: string;
  /** The largest changes of charged cost first. */
  data: MoverDto[];
}
