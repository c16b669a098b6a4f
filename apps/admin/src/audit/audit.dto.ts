// The audit log as it crosses the admin API.
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { ListQueryDto } from '../http/list-query.dto.js';
import { IsMoment } from '../http/moment.js';

const anySequence = /^\d{1,18}$/;

export class AuditQueryDto extends OmitType(ListQueryDto, ['cursor'] as const) {
  /** `nextCursor` of the page before. */
  @IsOptional() @Matches(anySequence, { message: 'cursor must be the nextCursor of a page' })
  cursor?: string;

  /** The id or the e-mail address of whoever did it. */
  @IsOptional() @IsString() @Length(1, 320)
  author?: string;

  /** The kind of resource: `key`, `project`, `member`, … */
  @IsOptional() @IsString() @Length(1, 100)
  resource?: string;

  @IsOptional() @IsString() @Length(1, 200)
  resourceId?: string;

  @IsOptional() @IsString() @Length(1, 100)
  projectId?: string;

  /** `key.create`, `member.update`, … */
  @IsOptional() @IsString() @Length(1, 100)
  action?: string;

  /** ISO 8601: from this moment on. */
  @IsOptional() @IsMoment()
  from?: string;

  /** ISO 8601: before this moment. */
  @IsOptional() @IsMoment()
  to?: string;
}

export class AuditExportQueryDto extends OmitType(AuditQueryDto, ['limit', 'cursor'] as const) {
  /** One JSON object in each line, or a table for spreadsheets. */
  @IsOptional() @IsIn(['ndjson', 'csv'])
  format?: 'ndjson' | 'csv' = 'ndjson';
}

export class AuditAuthorDto {
  kind: 'member' | 'system';
  /** Null of AIProxy itself, and of somebody who was not signed in. */
  id: string | null;
  /** The e-mail address as of then. */
  name: string;
}

export class AuditRowDto {
  /** Without gaps, from "1" on. */
  sequence: string;
  /** ISO 8601. */
  at: string;
  author: AuditAuthorDto;
  /** How they were signed in: `session` or `token`; `public`: not at all; `start` and `command` are AIProxy's own. */
  via: string;
  action: string;
  resource: string;
  resourceId: string;
  projectId: string | null;
  /** The resource before and after, as this API shows it, without secrets. Null: there was, or is, none. */
  @ApiProperty({ type: Object, nullable: true })
  before: unknown;
  @ApiProperty({ type: Object, nullable: true })
  after: unknown;
  /** Where it came from. */
  address: string | null;
  client: string | null;
  requestId: string | null;
  /** SHA-256 in hex, over this row and the hash of the one before. */
  hash: string;
  previousHash: string;
}

export class AuditListDto {
  data: AuditRowDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class AuditHeadDto {
  @ApiProperty({ type: String })
  @Matches(anySequence, { message: '$property must be a whole number in a string' })
  sequence: string;

  @ApiProperty({ type: String })
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be 64 hexadecimal digits' })
  hash: string;
}

export class VerifyAuditDto {
  /** A row whose hash you kept: only this tells a log that was cut off, or written anew, from a whole one. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => AuditHeadDto)
  expected?: AuditHeadDto;
}

export class AuditBreakDto {
  sequence: string;
  /**
   * `missing`: there is no such row. `changed`: its content is not what its hash says. `unchained`: the row before is not the one it
   * was written after. `cut-off`: the log ends before the expected row. `replaced`: the expected row is another.
   */
  reason: 'missing' | 'changed' | 'unchained' | 'cut-off' | 'replaced';
}

export class AuditVerdictDto {
  /** How many are proven. */
  rows: number;
  ok: boolean;
  /** The last row: keep it elsewhere, to be `expected` the next time. Null of an empty log. */
  head: AuditHeadDto | null;
  firstBroken: AuditBreakDto | null;
}
