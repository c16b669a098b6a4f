// Failures on purpose as they cross the admin API: what is to fail, for whom, how much of it, how long, and what came of it.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { drillStates, type DrillState } from '#database/drills';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { IsMoment } from '../http/moment.js';

export const drillEffects = ['down', 'slow', 'flaky'] as const;
export type DrillEffect = (typeof drillEffects)[number];

export class CreateDrillDto {
  /** All targets of this provider; see /api/providers. Either this or `targetId`. */
  @MayBeLeftOut() @IsString() @Length(1, 50)
  providerId?: string;

  /** One target. */
  @MayBeLeftOut() @IsString() @Length(1, 100)
  targetId?: string;

  /** `down`: cannot be reached. `slow`: answers `delayMs` later. `flaky`: `failPercent` of the attempts end with a 503. */
  @ApiProperty({ enum: drillEffects }) @IsIn(drillEffects)
  effect: DrillEffect;

  /** Percent of the project's requests that it meets, drawn for each. */
  @IsInt() @Min(1) @Max(100)
  share: number;

  /** Needed for `slow`, and for it alone. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(120_000)
  delayMs?: number;

  /** For `flaky` alone; 50 when it is left out. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(100)
  failPercent?: number;

  /** What it is for. */
  @IsText(500)
  reason: string;

  /** ISO 8601 with its zone, at most 30 days ahead. Left out: at once. */
  @MayBeLeftOut() @IsMoment()
  startsAt?: string;

  /** ISO 8601 with its zone, at most 24 hours after the start. Either this or `durationMinutes`. */
  @MayBeLeftOut() @IsMoment()
  endsAt?: string;

  /** From the start. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(1440)
  durationMinutes?: number;
}

export class DrillQueryDto extends ListQueryDto {
  @ApiProperty({ enum: drillStates, required: false }) @MayBeLeftOut() @IsIn(drillStates)
  state?: DrillState;
}

export class DrillDto {
  id: string;
  projectId: string;
  /** Null of one that is about a target. */
  @ApiProperty({ type: String, nullable: true })
  providerId: string | null;
  /** Null of one that is about a provider. */
  @ApiProperty({ type: String, nullable: true })
  targetId: string | null;
  @ApiProperty({ enum: drillEffects })
  effect: DrillEffect;
  /** Percent of the project's requests. */
  share: number;
  /** Null unless it is `slow`. */
  @ApiProperty({ type: Number, nullable: true })
  delayMs: number | null;
  /** Null unless it is `flaky`. */
  @ApiProperty({ type: Number, nullable: true })
  failPercent: number | null;
  reason: string;
  @ApiProperty({ enum: drillStates })
  state: DrillState;
  /** ISO 8601, like the others. */
  startsAt: string;
  endsAt: string;
  /** When it was ended before its time. */
  @ApiProperty({ type: String, nullable: true })
  endedAt: string | null;
  createdBy: string;
  createdAt: string;
}

export class DrillListDto {
  data: DrillDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
