// What is said of keys when they are made and changed.
import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsRFC3339, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { keyPresets, permissions, type KeyPreset, type Permission } from '#access/grants';
import type { EndUserPolicy } from '#database/records';
import { AreTags, IsText, leftOutIsNotNull, MayBeLeftOut, type Tags } from '../http/field-rules.js';
import { LimitsDto } from '../tiers/tier.dto.js';
import { Patterns } from './patterns.js';

const permissionIds = permissions.map(({ id }) => id);
const presetIds = keyPresets.map(({ id }) => id);
export const endUserPolicies = ['optional', 'required', 'ignored'] as const;
const tags = { type: 'object', additionalProperties: { type: 'string' } } as const;

export class KeyLimitsDto extends PartialType(LimitsDto, leftOutIsNotNull) {}

export class CreateKeyDto {
  @IsText(100)
  name: string;

  /** What it may do: these, or those of a `preset`; one of the two. Nobody gives what they do not hold themselves. */
  @ApiProperty({ enum: permissionIds, isArray: true }) @MayBeLeftOut() @IsArray() @ArrayMaxSize(50) @IsIn(permissionIds, { each: true })
  permissions?: Permission[];

  /** See /api/key-permissions. The key keeps the permissions, not the preset. */
  @ApiProperty({ enum: presetIds }) @MayBeLeftOut() @IsIn(presetIds)
  preset?: KeyPreset;

  /** Patterns with `*` over public ids; none: all. */
  @MayBeLeftOut() @Patterns()
  allowedModels?: string[];

  /** They win over the allowed ones. */
  @MayBeLeftOut() @Patterns()
  deniedModels?: string[];

  /** Ids of providers, or patterns with `*`; none: all. */
  @MayBeLeftOut() @Patterns()
  allowedProviders?: string[];

  /** They win over the allowed ones. */
  @MayBeLeftOut() @Patterns()
  deniedProviders?: string[];

  /** Addresses and networks (CIDR) that it may be used from; none: any. */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) @Length(1, 100, { each: true })
  allowedAddresses?: string[];

  /** Instead of the project's tier; null: the project's. Needs `key:limit`. */
  @IsOptional() @IsText(100)
  tierId?: string | null;

  /** Some limits in place of the tier's. Needs `key:limit`. */
  @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => KeyLimitsDto)
  limits?: KeyLimitsDto;

  /** Whether requests must name an end user; `ignored`: whom they name is not recorded. */
  @ApiProperty({ enum: endUserPolicies }) @MayBeLeftOut() @IsIn(endUserPolicies)
  endUserPolicy?: EndUserPolicy;

  /** Booked with each request, beside the project's: at most 16 names and texts of 64 characters. */
  @ApiProperty(tags) @MayBeLeftOut() @AreTags()
  tags?: Tags;

  /** The member whom its usage is booked under, who may read the project; null: nobody in particular. */
  @IsOptional() @IsText(100)
  ownerId?: string | null;

  /** ISO 8601 with its time zone, in the future; null: never. */
  @IsOptional() @IsRFC3339() @IsISO8601({ strict: true })
  expiresAt?: string | null;
}

export class UpdateKeyDto extends PartialType(CreateKeyDto, leftOutIsNotNull) {}

export class RotateKeyDto {
  /** How long the secret of before works beside the new one: up to 30 days, a day if nothing is said, 0: not at all. */
  @MayBeLeftOut() @IsInt() @Min(0) @Max(30 * 86_400)
  overlapSeconds?: number = 86_400;
}
