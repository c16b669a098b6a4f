// Personal access tokens as they cross the admin API.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { organisationRoles, type OrganisationRole } from '#access/roles';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';

export class CreateAccessTokenDto {
  /** What it is for. */
  @IsText(100)
  name: string;

  /** It may do what this role may and its member may. No role that holds more than the member; members without a role in the organisation take `admin` or `viewer`. */
  @ApiProperty({ enum: organisationRoles }) @IsIn(organisationRoles)
  role: OrganisationRole;

  /** From now: 1 to 366. */
  @MayBeLeftOut() @IsInt() @Min(1) @Max(366)
  expiresInDays?: number = 90;
}

export class AccessTokenQueryDto extends ListQueryDto {
  /** A part of the name. */
  @MayBeLeftOut() @IsText(100)
  name?: string;
}

export class AccessTokenDto {
  id: string;
  name: string;
  /** The last characters of the secret. */
  last4: string;
  @ApiProperty({ enum: organisationRoles })
  role: string;
  /** ISO 8601, like the others. */
  createdAt: string;
  expiresAt: string;
  /** Written at most once a minute. */
  @ApiProperty({ type: String, nullable: true })
  lastUsedAt: string | null;
}

export class NewAccessTokenDto extends AccessTokenDto {
  /** To be sent as `Authorization: Bearer …`. Shown this once. */
  secret: string;
}

export class AccessTokenListDto {
  data: AccessTokenDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
