// Targets as they cross the admin API: which provider's model serves a public one.
import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Source } from '#database/source';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';
import { SetTimeoutsDto, TimeoutsDto } from './timeouts.dto.js';

export const sources = ['catalogue', 'admin', 'file'] as const;

export class CreateTargetDto {
  /** See /api/providers. */
  @IsString() @Length(1, 50)
  providerId: string;

  /** The model's name there. */
  @IsText(200)
  upstreamModel: string;

  /** The one credential to use; null: any of the provider's. */
  @IsOptional() @IsString() @Length(1, 100)
  credentialId?: string | null;

  /** Lower is tried first. */
  @MayBeLeftOut() @IsInt() @Min(0) @Max(1000)
  priority?: number;

  /** Within one priority: how often it is chosen, against the others. See the model's strategy. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(1000)
  weight?: number;

  /** Where it runs, in your words. Targets of one upstream model differ in this or in their credential. */
  @IsOptional() @Matches(/^[!-~]{1,64}$/, { message: '$property must be of 1 to 64 visible characters' })
  region?: string | null;

  /** How long a call may take. What is not said is as the process has it. */
  @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => SetTimeoutsDto)
  timeouts?: SetTimeoutsDto;
}

/** `timeouts` are set as a whole. */
export class UpdateTargetDto extends PartialType(PickType(CreateTargetDto, ['credentialId', 'priority', 'weight', 'region', 'timeouts']), leftOutIsNotNull) {}

export class TargetDto {
  id: string;
  modelId: string;
  providerId: string;
  upstreamModel: string;
  credentialId: string | null;
  priority: number;
  weight: number;
  region: string | null;
  timeouts: TimeoutsDto;
  /** `file`: read-only here. `catalogue`: becomes an admin's once it is changed. */
  @ApiProperty({ enum: sources })
  source: Source;
  /** ISO 8601; null while it is in use. */
  retiredAt: string | null;
  /** Also the ETag. */
  version: number;
}
