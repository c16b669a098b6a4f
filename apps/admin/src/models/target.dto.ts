// Targets as they cross the admin API: which provider's model serves a public one.
import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import type { Source } from '#database/source';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';

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

  /** Within one priority, heavier is tried first. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(1000)
  weight?: number;
}

export class UpdateTargetDto extends PartialType(PickType(CreateTargetDto, ['credentialId', 'priority', 'weight']), leftOutIsNotNull) {}

export class TargetDto {
  id: string;
  modelId: string;
  providerId: string;
  upstreamModel: string;
  credentialId: string | null;
  priority: number;
  weight: number;
  /** `file`: read-only here. `catalogue`: becomes an admin's once it is changed. */
  @ApiProperty({ enum: sources })
  source: Source;
  /** ISO 8601; null while it is in use. */
  retiredAt: string | null;
  /** Also the ETag. */
  version: number;
}
