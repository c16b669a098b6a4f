// Saved reports as they cross the admin API: a usage report's question under a name.
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, Matches, ValidateNested } from 'class-validator';
import { reportVisibilities, type ReportVisibility } from '#database/saved-reports/saved-reports';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';
import { UsageReportQueryDto } from '../reports/report-query.dto.js';

export class CreateSavedReportDto {
  /** Once among one's own. */
  @IsText(100)
  name: string;

  /** `own`: nobody else sees it. `organisation`: whoever may see reports, and each sees their own figures in it. `own` when it is left out. */
  @ApiProperty({ enum: reportVisibilities, required: false }) @MayBeLeftOut() @IsIn(reportVisibilities)
  visibility?: ReportVisibility;

  /** What `GET /api/reports/usage` is asked by. A `span` moves with the calendar; `from` and `to` do not, and are not sent by schedules. */
  @IsObject() @ValidateNested() @Type(() => UsageReportQueryDto)
  query: UsageReportQueryDto;
}

export class UpdateSavedReportDto extends PartialType(CreateSavedReportDto, leftOutIsNotNull) {}

const IsDay = () => Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a day, like "2026-11-25"' });

/** Other days than the report's own, as the links of what was sent have them. */
export class ResultQueryDto {
  @MayBeLeftOut() @IsDay()
  from?: string;

  @MayBeLeftOut() @IsDay()
  to?: string;
}

export class SavedReportDto {
  id: string;
  name: string;
  @ApiProperty({ enum: reportVisibilities })
  visibility: ReportVisibility;
  ownerId: string;
  ownerName: string;
  query: UsageReportQueryDto;
  /** Where the dashboard shows it. */
  link: string;
  /** Also the ETag. */
  version: number;
  /** ISO 8601. */
  createdAt: string;
}

export class SavedReportListDto {
  data: SavedReportDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
