// What exports are asked by: the questions of the pages that show the same, without their limits.
import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeLeftOut } from '../http/field-rules.js';
import { LedgerQueryDto } from '../ledger/ledger.dto.js';
import { UsageReportQueryDto } from '../reports/report-query.dto.js';

export const exportFormats = ['csv', 'ndjson', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const focusFormats = ['csv', 'ndjson'] as const;

export class UsageExportQueryDto extends OmitType(UsageReportQueryDto, ['limit', 'compare'] as const) {
  @ApiProperty({ enum: exportFormats, required: false, default: 'csv' }) @MayBeLeftOut() @IsIn(exportFormats)
  format?: ExportFormat = 'csv';
}

export class LedgerExportQueryDto extends OmitType(LedgerQueryDto, ['limit', 'cursor'] as const) {
  @ApiProperty({ enum: exportFormats, required: false, default: 'csv' }) @MayBeLeftOut() @IsIn(exportFormats)
  format?: ExportFormat = 'csv';
}

export class FocusExportQueryDto extends PickType(UsageReportQueryDto, ['from', 'to', 'span', 'project'] as const) {
  @ApiProperty({ enum: focusFormats, required: false, default: 'csv' }) @MayBeLeftOut() @IsIn(focusFormats)
  format?: (typeof focusFormats)[number] = 'csv';
}
