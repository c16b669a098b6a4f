// Rows of the ledger as they cross the admin API. Money is US dollars in decimal text, exact to the last of twelve places.
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { confidences, type Confidence } from '#database/records';
import { IsTagFilter, IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { IsMoment } from '../http/moment.js';

export const rowKinds = ['attempt', 'adjustment'] as const;

export class LedgerQueryDto extends OmitType(ListQueryDto, ['cursor'] as const) {
  /** `nextCursor` of the page before. */
  @MayBeLeftOut() @Matches(/^\d{1,13}-\d{1,9}-[A-Za-z0-9_]{1,100}$/, { message: '$property must be the nextCursor of a page' })
  cursor?: string;

  /** Its attempts and what corrects them; with `kind=adjustment` the latter alone. */
  @MayBeLeftOut() @IsText(100) requestId?: string;
  @MayBeLeftOut() @IsText(100) projectId?: string;
  /** As of the request; `(none)`: without one. */
  @MayBeLeftOut() @IsText(200) costCentre?: string;
  @MayBeLeftOut() @IsText(100) keyId?: string;
  /** The key's owner as of the request. */
  @MayBeLeftOut() @IsText(100) memberId?: string;
  /** The public id of the model that served. */
  @MayBeLeftOut() @IsText(200) model?: string;
  @MayBeLeftOut() @IsText(100) providerId?: string;
  @MayBeLeftOut() @IsText(100) credentialId?: string;
  /** `chat`, `completions`, `embeddings`. */
  @MayBeLeftOut() @IsText(100) endpoint?: string;

  @ApiProperty({ enum: confidences, required: false }) @MayBeLeftOut() @IsIn(confidences)
  confidence?: Confidence;

  /** `ok`, or an error code. */
  @MayBeLeftOut() @IsText(100) outcome?: string;

  @ApiProperty({ enum: rowKinds, required: false }) @MayBeLeftOut() @IsIn(rowKinds)
  kind?: (typeof rowKinds)[number];

  @MayBeLeftOut() @IsText(200) endUser?: string;
  /** `name:value`. */
  @MayBeLeftOut() @IsTagFilter() tag?: string;

  /** The month that rows count in, like `2026-11`. */
  @MayBeLeftOut() @Matches(/^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/, { message: '$property must be a month, like "2026-11"' })
  period?: string;

  /** ISO 8601: opened from this moment on. */
  @MayBeLeftOut() @IsMoment() from?: string;
  /** ISO 8601: opened before this moment. */
  @MayBeLeftOut() @IsMoment() to?: string;
}

export class LedgerTokensDto {
  inputText: number;
  inputAudio: number;
  inputImage: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  outputText: number;
  outputReasoning: number;
  outputAudio: number;
  /** Not tokens: images that were made. */
  images: number;
}

export class LedgerFiguresDto {
  tokens: LedgerTokensDto;
  listUsd: string;
  chargedUsd: string;
}

export class CorrectedRowDto {
  requestId: string;
  attempt: number;
  openedAt: string;
}

export class LedgerRowDto extends LedgerFiguresDto {
  /** Of an adjustment an id of its own, `adj_…`. */
  requestId: string;
  attempt: number;
  /** ISO 8601. Of an adjustment that of the row it corrects. */
  openedAt: string;
  @ApiProperty({ enum: rowKinds })
  kind: (typeof rowKinds)[number];
  /** The month it counts in. */
  period: string;
  projectId: string;
  keyId: string;
  @ApiProperty({ type: String, nullable: true }) memberId: string | null;
  @ApiProperty({ type: String, nullable: true }) costCentre: string | null;
  @ApiProperty({ type: String, nullable: true }) endUser: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) tags: Record<string, string>;
  endpoint: string;
  modelAsked: string;
  modelServed: string;
  providerId: string;
  credentialId: string;
  /** The price version it was computed by. Null: free, or without a price. */
  @ApiProperty({ type: String, nullable: true }) priceVersionId: string | null;
  /** The same figures in the unit that they are kept in: whole 10^-12 USD. */
  listPicoUsd: string;
  chargedPicoUsd: string;
  /** The project's markup (or, negative, discount) as of the request, in hundredths of a percent. */
  basisPoints: number;
  @ApiProperty({ enum: confidences }) confidence: Confidence;
  outcome: string;
  /** Its reply went to the caller, or it was the last one tried. */
  final: boolean;
  @ApiProperty({ type: Number, nullable: true }) firstTokenMs: number | null;
  totalMs: number;
  processId: string;
  sequence: string;
  /** Of an adjustment. */
  @ApiProperty({ type: CorrectedRowDto, nullable: true }) corrects: CorrectedRowDto | null;
  @ApiProperty({ type: String, nullable: true }) author: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class LedgerListDto {
  data: LedgerRowDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class LedgerRequestDto {
  /** Its attempts, and then what corrects them. */
  rows: LedgerRowDto[];
  /** All of them together. */
  net: LedgerFiguresDto;
}

const mostTokens = 2_147_483_647;
const IsCount = () => (target: object, name: string) => { for (const rule of [MayBeLeftOut(), IsInt(), Min(-mostTokens), Max(mostTokens)]) rule(target, name); };
const IsUsd = () => Matches(/^-?\d{1,7}(\.\d{1,12})?$/, { message: '$property must be US dollars in decimal text with at most 12 places, like "0.0125"' });

export class AdjustedTokensDto {
  @IsCount() inputText?: number;
  @IsCount() inputAudio?: number;
  @IsCount() inputImage?: number;
  @IsCount() cacheRead?: number;
  @IsCount() cacheWrite5m?: number;
  @IsCount() cacheWrite1h?: number;
  @IsCount() outputText?: number;
  @IsCount() outputReasoning?: number;
  @IsCount() outputAudio?: number;
  @IsCount() images?: number;
}

/** What is left out stays, or follows: the cost by what the tokens make of it at the row's own prices, the charge by what the cost makes of it. */
export class AdjustedFiguresDto {
  @ApiProperty({ type: AdjustedTokensDto, required: false }) @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => AdjustedTokensDto)
  tokens?: AdjustedTokensDto;

  @MayBeLeftOut() @IsUsd() listUsd?: string;
  @MayBeLeftOut() @IsUsd() chargedUsd?: string;
}

export class CreateAdjustmentDto {
  /** Of the row to correct. */
  @IsText(100) requestId: string;
  @IsInt() @Min(1) @Max(mostTokens) attempt: number;

  /** Of two rows of one name the one that was opened then. */
  @MayBeLeftOut() @IsMoment() openedAt?: string;

  /** What the figures should be. Either this or `by`. */
  @ApiProperty({ type: AdjustedFiguresDto, required: false }) @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => AdjustedFiguresDto)
  to?: AdjustedFiguresDto;

  /** By how much they are wrong: added to them as they stand with earlier adjustments. */
  @ApiProperty({ type: AdjustedFiguresDto, required: false }) @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => AdjustedFiguresDto)
  by?: AdjustedFiguresDto;

  @IsText(500) reason: string;
}

export class PeriodDto {
  /** `2026-11`, in the organisation's time zone. */
  month: string;
  @ApiProperty({ type: String, nullable: true }) closedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) closedBy: string | null;
  requests: number;
  listUsd: string;
  chargedUsd: string;
}

export class PeriodListDto {
  data: PeriodDto[];
}
