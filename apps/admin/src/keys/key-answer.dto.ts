// Keys as the admin API shows them. The secret is in the answer that makes it, and in no other.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { KeyPreset } from '#access/grants';
import { keyStates, type KeyState } from '#database/key-filter';
import type { EndUserPolicy } from '#database/records';
import { IsTagFilter, IsText, MayBeLeftOut, type Tags } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { endUserPolicies, KeyLimitsDto } from './key.dto.js';

export class PreviousSecretDto {
  last4: string;
  /** ISO 8601. It works until then. */
  until: string;
}

export class KeyUseDto {
  /** ISO 8601. Written in batches: some seconds late. */
  at: string;
  address: string;
  /** The user agent, shortened. */
  client: string;
}

export class KeyDto {
  id: string;
  name: string;
  projectId: string;
  /** The end of its secret, to tell it by. */
  last4: string;
  /** What is for good goes first. */
  @ApiProperty({ enum: keyStates })
  state: KeyState;
  permissions: string[];
  allowedModels: string[];
  deniedModels: string[];
  allowedProviders: string[];
  deniedProviders: string[];
  allowedAddresses: string[];
  tierId: string | null;
  limits: KeyLimitsDto;
  @ApiProperty({ enum: endUserPolicies })
  endUserPolicy: EndUserPolicy;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  tags: Tags;
  ownerId: string | null;
  /** ISO 8601, all of these. */
  createdAt: string;
  expiresAt: string | null;
  disabledAt: string | null;
  revokedAt: string | null;
  /** The secret before the last rotation while it works. */
  @ApiProperty({ type: PreviousSecretDto, nullable: true })
  previous: PreviousSecretDto | null;
  @ApiProperty({ type: KeyUseDto, nullable: true })
  lastUsed: KeyUseDto | null;
  /** `file`: its settings are read-only here, since the configuration file has them in its hands. */
  managedBy: 'api' | 'file';
  /** Also the ETag. */
  version: number;
}

export class NewSecretDto extends KeyDto {
  /** Shown this once. */
  secret: string;
}

export class KeyListDto {
  data: KeyDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class KeyQueryDto extends ListQueryDto {
  @MayBeLeftOut() @IsText(100)
  projectId?: string;

  /** A part of the name. */
  @MayBeLeftOut() @IsText(100)
  name?: string;

  @ApiProperty({ enum: keyStates }) @MayBeLeftOut() @IsIn(keyStates)
  state?: KeyState;

  @MayBeLeftOut() @IsText(100)
  ownerId?: string;

  /** `name:value` */
  @MayBeLeftOut() @IsTagFilter()
  tag?: string;
}

export class KeyPermissionDto {
  id: string;
  words: string;
}

export class KeyPresetDto {
  @ApiProperty({ type: String })
  id: KeyPreset;
  words: string;
  permissions: string[];
}

export class KeyPermissionsDto {
  permissions: KeyPermissionDto[];
  presets: KeyPresetDto[];
}
