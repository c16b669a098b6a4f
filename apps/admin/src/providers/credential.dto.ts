// Credentials of providers as they cross the admin API. A secret comes in and never goes out.
import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import type { CredentialState } from '#database/credentials';
import type { ProbeOutcome } from '#providers/probe';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { secretPattern } from './credential-secrets.js';

const states = ['active', 'disabled', 'removed'] as const;
const outcomes = ['ok', 'refused', 'unreachable', 'failed'] as const;

const IsSecret = () => Matches(secretPattern, { message: '$property must be 1 to 4000 visible ASCII characters without spaces' });

export class CreateCredentialDto {
  /** See /api/providers. */
  @IsString() @Length(1, 50)
  providerId: string;

  /** Another one than the provider's others. */
  @IsText(100)
  name: string;

  /** Stored sealed, never shown again. */
  @MayBeLeftOut() @IsSecret()
  secret?: string;

  /** Instead of the provider's own: https, or http in private networks where ALLOW_PRIVATE_UPSTREAMS is set. */
  @IsOptional() @IsString() @Length(1, 2000)
  baseUrl?: string | null;
}

export class UpdateCredentialDto extends PartialType(PickType(CreateCredentialDto, ['name', 'baseUrl']), leftOutIsNotNull) {
  /** Needed where another base URL is set: a stored secret is not sent to an address that it was not given for. */
  @MayBeLeftOut() @IsSecret()
  secret?: string;
}

export class RotateCredentialDto {
  /** Takes the place of the one before at once. */
  @IsSecret()
  secret: string;
}

export class CredentialDto {
  id: string;
  providerId: string;
  name: string;
  hasSecret: boolean;
  /** The secret's last characters; null where there is none, or it is short. */
  last4: string | null;
  /** Null: the provider's own. */
  baseUrl: string | null;
  @ApiProperty({ enum: states })
  state: CredentialState;
  /** `file`: read-only here, since the configuration file has it in its hands. */
  managedBy: 'api' | 'file';
  /** Also the ETag. */
  version: number;
  /** ISO 8601, like all below. */
  createdAt: string;
  rotatedAt: string | null;
  disabledAt: string | null;
  removedAt: string | null;
  /** When its present secret was last tried out. */
  testedAt: string | null;
  @ApiProperty({ type: String, enum: [...outcomes, null], nullable: true })
  testOutcome: string | null;
}

export class CredentialListDto {
  data: CredentialDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class CredentialQueryDto extends ListQueryDto {
  @IsOptional() @IsString() @Length(1, 50)
  providerId?: string;

  /** Without it: all that are not removed. */
  @ApiProperty({ enum: states }) @IsOptional() @IsIn(states)
  state?: CredentialState;
}

export class CredentialTestDto {
  /** `refused`: the provider does not take the credential; `unreachable`: it did not answer; `failed`: it answered something else. */
  @ApiProperty({ enum: outcomes })
  outcome: ProbeOutcome;
  /** For people. */
  message: string;
  /** How many models it lists; null where it does not say. */
  models: number | null;
  /** ISO 8601. */
  testedAt: string;
}
