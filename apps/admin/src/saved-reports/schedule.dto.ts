// Schedules of saved reports, and their runs, as they cross the admin API.
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { reportCadences, scheduledFormats, type ReportCadence, type ScheduledFormat } from '#database/saved-reports/report-schedules';
import type { RunOutcome } from '#database/saved-reports/report-runs';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';

const mostAddresses = 20;
export const runOutcomes = ['ok', 'failed', 'skipped'] as const satisfies readonly RunOutcome[];

export class CreateScheduleDto {
  @ApiProperty({ enum: reportCadences }) @IsIn(reportCadences)
  cadence: ReportCadence;

  /** Of a week 1 (Monday) to 7; of a month, or of a quarter's first month, 1 to 31: its last day where it has no such one. None of `daily`. */
  @IsOptional() @IsInt() @Min(1) @Max(31)
  day?: number | null;

  /** Local time of the organisation. One that clocks skip is the moment of the jump, one that comes twice the first of the two. */
  @Matches(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { message: '$property must be a time of day, like "08:00"' })
  time: string;

  /** The file that goes with it: `csv` when it is left out. */
  @ApiProperty({ enum: scheduledFormats, required: false }) @MayBeLeftOut() @IsIn(scheduledFormats)
  format?: ScheduledFormat;

  /** Addresses of members, who get it for as long as they are not disabled; or else `channelId`. */
  @ApiProperty({ type: [String], required: false, maxItems: mostAddresses })
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(mostAddresses) @ArrayUnique({ message: '$property must name each address once' }) @IsString({ each: true }) @Length(3, 254, { each: true })
  emails?: string[];

  /** A notification channel; or else `emails`. */
  @IsOptional() @IsText(100)
  channelId?: string | null;

  /** `true` when it is left out. */
  @MayBeLeftOut() @IsBoolean()
  enabled?: boolean;
}

/** What is left out stays as it is. */
export class UpdateScheduleDto extends PartialType(CreateScheduleDto, leftOutIsNotNull) {}

export class ScheduleDto {
  id: string;
  @ApiProperty({ enum: reportCadences })
  cadence: ReportCadence;
  @ApiProperty({ type: Number, nullable: true })
  day: number | null;
  time: string;
  timeZone: string;
  @ApiProperty({ enum: scheduledFormats })
  format: ScheduledFormat;
  /** Of members who are not disabled. */
  emails: string[];
  @ApiProperty({ type: String, nullable: true })
  channelId: string | null;
  enabled: boolean;
  /** ISO 8601; null: it is paused. */
  @ApiProperty({ type: String, nullable: true })
  nextAt: string | null;
  /** Who set it last: what they may see is sent. */
  ownerName: string;
  /** Also the ETag. */
  version: number;
  /** ISO 8601. */
  createdAt: string;
}

export class ScheduleListDto {
  data: ScheduleDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class RunNowDto {
  /** To whom that one sends it. */
  @IsText(100)
  scheduleId: string;
}

export class ReportRunDto {
  id: string;
  /** Null: the schedule was removed. */
  @ApiProperty({ type: String, nullable: true })
  scheduleId: string | null;
  /** Who asked for it; null: its time had come. */
  @ApiProperty({ type: String, nullable: true })
  startedBy: string | null;
  /** ISO 8601, like the others: the last moment at which it was due. */
  dueAt: string;
  @ApiProperty({ type: String, nullable: true })
  startedAt: string | null;
  @ApiProperty({ type: String, nullable: true })
  finishedAt: string | null;
  /** Null: it is under way. `skipped`: there was nobody to send it to, or its schedule was paused or removed. */
  @ApiProperty({ enum: runOutcomes, nullable: true })
  outcome: RunOutcome | null;
  /** Why it was not taken the last time. */
  @ApiProperty({ type: String, nullable: true })
  problem: string | null;
  /** The first and the last day of what was sent. */
  @ApiProperty({ type: String, nullable: true })
  from: string | null;
  @ApiProperty({ type: String, nullable: true })
  to: string | null;
  @ApiProperty({ type: Number, nullable: true })
  rowCount: number | null;
  /** USD, decimal text. */
  @ApiProperty({ type: String, nullable: true })
  chargedUsd: string | null;
  attempts: number;
  /** When it is tried again; null: it is over. */
  @ApiProperty({ type: String, nullable: true })
  nextAt: string | null;
}

export class ReportRunListDto {
  data: ReportRunDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
