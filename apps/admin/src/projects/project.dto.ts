// Projects as they cross the admin API.
import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { keepBodies, onHangUps, type KeepBodies, type OnHangUp } from '#database/records';
import { AreTags, IsTagFilter, IsText, leftOutIsNotNull, MayBeLeftOut, type Tags } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';

// Named, since the swagger plugin leaves out a field whose rule holds a negative number.
const wholeDiscount = -10_000;
const largestMarkup = 100_000;
const tags = { type: 'object', additionalProperties: { type: 'string' } } as const;

export class CreateProjectDto {
  @IsText(100)
  name: string;

  /** Whose limits its keys have, unless a key has its own. */
  @IsText(100)
  tierId: string;

  /** Whom finance books its cost under; null: nobody in particular. */
  @IsOptional() @IsText(100)
  costCentre?: string | null;

  /** Markup on the list price in hundredths of a percent; a discount when negative. */
  @MayBeLeftOut() @IsInt() @Min(wholeDiscount) @Max(largestMarkup)
  basisPoints?: number;

  /** Booked with each request: at most 16 names and texts of 64 characters. */
  @ApiProperty(tags) @MayBeLeftOut() @AreTags()
  tags?: Tags;

  /** What becomes of an answer whose caller leaves: ended at once, or read on, within bounds, so that its usage is exact. */
  @ApiProperty({ enum: onHangUps }) @MayBeLeftOut() @IsIn(onHangUps)
  onHangUp?: OnHangUp;

  /** What is kept, sealed, of what is said: nothing, the requests, or the answers too. Without media, and without what looks like a secret. */
  @ApiProperty({ enum: keepBodies }) @MayBeLeftOut() @IsIn(keepBodies)
  keepBodies?: KeepBodies;

  /** For how many days; 7 where nothing is said. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(90)
  keepBodiesDays?: number;
}

/** Cost centre, markup and tier need `project:fund`, too. */
export class UpdateProjectDto extends PartialType(CreateProjectDto, leftOutIsNotNull) {}

export class FundProjectDto extends PartialType(PickType(CreateProjectDto, ['tierId', 'costCentre', 'basisPoints']), leftOutIsNotNull) {}

export class ProjectDto {
  id: string;
  name: string;
  tierId: string;
  costCentre: string | null;
  basisPoints: number;
  @ApiProperty(tags)
  tags: Tags;
  @ApiProperty({ enum: onHangUps })
  onHangUp: OnHangUp;
  /** What is kept of what is said. */
  @ApiProperty({ enum: keepBodies })
  keepBodies: KeepBodies;
  /** For how many days. */
  keepBodiesDays: number;
  /** ISO 8601. Its keys do not work from then on; null: they do. */
  archivedAt: string | null;
  /** `file`: read-only here, since the configuration file has it in its hands. */
  managedBy: 'api' | 'file';
  /** Also the ETag. */
  version: number;
  /** ISO 8601. */
  createdAt: string;
}

export class ProjectListDto {
  data: ProjectDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class ProjectQueryDto extends ListQueryDto {
  /** A part of the name. */
  @MayBeLeftOut() @IsText(100)
  name?: string;

  @MayBeLeftOut() @IsText(100)
  costCentre?: string;

  /** `name:value` */
  @MayBeLeftOut() @IsTagFilter()
  tag?: string;

  /** `true`: the archived ones, instead of the others. */
  @MayBeLeftOut() @IsIn(['true', 'false'])
  archived?: 'true' | 'false';
}
