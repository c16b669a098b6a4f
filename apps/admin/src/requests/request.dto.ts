// What happened to requests, as the admin API shows it.
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { routeReasons, type RouteReason } from '#database/request-row';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { IsMoment } from '../http/moment.js';

export const statusClasses = ['2xx', '4xx', '5xx'] as const;
export type StatusClass = (typeof statusClasses)[number];

export class RequestQueryDto extends OmitType(ListQueryDto, ['cursor'] as const) {
  /** `nextCursor` of the page before. */
  @MayBeLeftOut() @Matches(/^\d{1,13}-req_[0-9a-f]{32}$/, { message: 'cursor must be the nextCursor of a page' })
  cursor?: string;

  @MayBeLeftOut() @IsText(100)
  projectId?: string;

  @MayBeLeftOut() @IsText(100)
  keyId?: string;

  /** As callers wrote it. */
  @MayBeLeftOut() @IsText(200)
  model?: string;

  @ApiProperty({ enum: statusClasses, required: false }) @MayBeLeftOut() @IsIn(statusClasses)
  status?: StatusClass;

  /** `rate_limit_exceeded`, `model_not_found`, …; `cancelled`: the caller left. */
  @MayBeLeftOut() @IsText(100)
  errorCode?: string;

  /** ISO 8601: that came in from this moment on. */
  @MayBeLeftOut() @IsMoment()
  from?: string;

  /** ISO 8601: that came in before this moment. */
  @MayBeLeftOut() @IsMoment()
  to?: string;
}

/** A tail has no pages and no end. */
export class RequestTailQueryDto extends OmitType(RequestQueryDto, ['cursor', 'limit', 'from', 'to'] as const) {}

export class RequestAttemptDto {
  /** 1 is the first one that was begun. */
  attempt: number;
  targetId: string;
  providerId: string;
  modelServed: string;
  /** `env:<provider>`, or the id of a stored credential. */
  credentialId: string;
  /** Of the target, in an admin's words. */
  @ApiProperty({ type: String, nullable: true })
  region: string | null;
  /** Why it was this one's turn. */
  @ApiProperty({ enum: routeReasons })
  reason: RouteReason;
  /** The failure on purpose that met it. */
  @ApiProperty({ type: String, nullable: true })
  drillId: string | null;
  /** `ok`, or an error code. */
  outcome: string;
  @ApiProperty({ type: Number, nullable: true })
  firstTokenMs: number | null;
  totalMs: number;
}

export class RequestDto {
  /** What the caller was given as `x-request-id`. */
  id: string;
  /** ISO 8601: when it came in. */
  at: string;
  keyId: string;
  projectId: string;
  /** `chat`, `completions`, `embeddings`, `models` or `route`. */
  endpoint: string;
  /** As the caller wrote it. Null where it was refused before its body was read. */
  @ApiProperty({ type: String, nullable: true })
  model: string | null;
  /** 499: the caller left. A stream that failed after its 200 keeps that. */
  status: number;
  /** Null: it was answered. */
  @ApiProperty({ type: String, nullable: true })
  errorCode: string | null;
  /** What the error code means. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
  stream: boolean;
  /** The calls of providers that were made for it. */
  attempts: RequestAttemptDto[];
  /** Parameters that the target was not told, since it does not know them. */
  paramsDropped: string[];
  /** The request whose kept answer was given once more, under one `Idempotency-Key`. */
  @ApiProperty({ type: String, nullable: true })
  replayOf: string | null;
  totalMs: number;
  processId: string;
}

export class ExplainedAttemptDto extends RequestAttemptDto {
  /** `reason` in a sentence. */
  why: string;
}

export class ExplainedRequestDto extends OmitType(RequestDto, ['attempts'] as const) {
  /** The calls of providers that were made for it, each with why that one was made. */
  attempts: ExplainedAttemptDto[];
}

/** What was said, with secrets and media taken out, each side cut at 256 KiB. */
export class RequestBodyDto {
  /** Of the request. */
  id: string;
  /** What the caller sent. Null: it was not kept, or is kept no longer. */
  @ApiProperty({ type: String, nullable: true })
  request: string | null;
  /** Whether there was more of it. */
  requestCut: boolean;
  /** What the caller was told; of a stream its chunks as one. Null: it was not kept, or is kept no longer. */
  @ApiProperty({ type: String, nullable: true })
  answer: string | null;
  answerCut: boolean;
}

export class RequestListDto {
  data: RequestDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
