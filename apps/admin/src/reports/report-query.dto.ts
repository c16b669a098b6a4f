// What a usage report is asked by, in its address or in a saved report.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { confidences, type Confidence } from '#database/records';
import { reportIntervals, type ReportInterval } from '#database/reports/usage-query';
import { MayBeLeftOut } from '../http/field-rules.js';
import { spanNames, type SpanName } from './spans.js';

/** `a`, or `a` and `b` when the parameter comes twice. */
const AsList = () => Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value]) as unknown);

/** Of an address; what a body has instead of a number is not asked what it would be as one, which an object may refuse. */
const AsNumber = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value));

const IsDay = () => Matches(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, { message: '$property must be a day, like "2026-11-25"' });

const mostValues = 100;
/** What the database takes, and nobody's id has. */
const storable = /^[^\p{Cc}\p{Cs}]*$/u;
const Values = (words: string) => applyDecorators(
  ApiProperty({ type: [String], required: false, maxItems: mostValues, description: words }),
  MayBeLeftOut(), AsList(), ArrayMaxSize(mostValues), IsString({ each: true }), Length(1, 200, { each: true }), Matches(storable, { each: true, message: '$property must be text without control characters' }),
);

const groupPattern = /^(?:project|costCentre|key|member|model|provider|credential|endpoint|confidence|endUser|tag:[^\p{Cc}\p{Cs}=,:]{1,64})$/u;

export class UsageReportQueryDto {
  /** The first day, a local day of the organisation. With `to`, instead of `span`. */
  @MayBeLeftOut() @IsDay()
  from?: string;

  /** The last day; it counts. */
  @MayBeLeftOut() @IsDay()
  to?: string;

  /** Days that move with the calendar; `this-month` unless `from` and `to` are given. */
  @ApiProperty({ enum: spanNames, required: false }) @MayBeLeftOut() @IsIn(spanNames)
  span?: SpanName;

  /** How the span is cut. Hours: of the last 90 days, by project and model alone. */
  @ApiProperty({ enum: reportIntervals, required: false, default: 'total' }) @MayBeLeftOut() @IsIn(reportIntervals)
  interval?: ReportInterval = 'total';

  /** At most two of `project`, `costCentre`, `key`, `member`, `model`, `provider`, `credential`, `endpoint`, `confidence`; or `endUser` or `tag:<name>`, alone or with `project` or `model`. */
  @ApiProperty({ type: [String], required: false, maxItems: 2 })
  @MayBeLeftOut() @AsList() @ArrayMaxSize(2) @ArrayUnique({ message: '$property must name each group once' })
  @Matches(groupPattern, { each: true, message: '$property must be project, costCentre, key, member, model, provider, credential, endpoint, confidence, endUser or tag:<name>' })
  groupBy?: string[] = [];

  @Values('Ids.') project?: string[];
  @Values('`(none)`: of projects without one.') costCentre?: string[];
  @Values('Ids.') key?: string[];
  @Values('Ids. `(none)`: of keys without an owner.') member?: string[];
  @Values('Public ids of the models that served.') model?: string[];
  @Values('Ids.') provider?: string[];
  @Values('Ids, `env:<provider>` too.') credential?: string[];
  @Values('`chat`, `completions`, `embeddings`.') endpoint?: string[];

  @ApiProperty({ enum: confidences, isArray: true, required: false }) @MayBeLeftOut() @AsList() @IsIn(confidences, { each: true })
  confidence?: Confidence[];

  @Values('End users; with groups and filters of project, model and confidence alone.') endUser?: string[];
  @Values('`name:value`, all of one name; likewise.') tag?: string[];

  /** `previous`: each row beside the same interval of the span before, as long as this one. */
  @ApiProperty({ enum: ['previous'], required: false }) @MayBeLeftOut() @IsIn(['previous'])
  compare?: 'previous';

  /** ISO 4217. The organisation's unless given. Another one than USD needs rates. */
  @MayBeLeftOut() @Matches(/^[A-Z]{3}$/, { message: '$property must be the code of a currency, like "USD" (ISO 4217)' })
  currency?: string;

  /** The groups that cost most; the others become one row, `isRest`. */
  @MayBeLeftOut() @AsNumber() @IsInt() @Min(1) @Max(1000)
  top?: number;

  /** Rows at most: 1 to 10,000. */
  @MayBeLeftOut() @AsNumber() @IsInt() @Min(1) @Max(10_000)
  limit?: number = 1000;
}

/** What changed most between the span and the one before it. */
export class MoversQueryDto {
  @MayBeLeftOut() @IsDay()
  from?: string;

  @MayBeLeftOut() @IsDay()
  to?: string;

  @ApiProperty({ enum: spanNames, required: false }) @MayBeLeftOut() @IsIn(spanNames)
  span?: SpanName;

  /** One of the groups of a report. */
  @Matches(groupPattern, { message: '$property must be project, costCentre, key, member, model, provider, credential, endpoint, confidence, endUser or tag:<name>' })
  by: string;

  @Values('Ids.') project?: string[];
  @Values('Public ids of the models that served.') model?: string[];

  @MayBeLeftOut() @AsNumber() @IsInt() @Min(1) @Max(100)
  limit?: number = 10;
}
