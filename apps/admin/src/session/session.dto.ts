// Sessions as they cross the admin API.
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { IsEmailAddress } from '../http/email-address.js';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';

export class SignInDto {
  @IsEmailAddress()
  email: string;

  @IsString() @Length(1, 1000)
  password: string;

  /** Of the second factor, or a recovery code. Asked for with `second_factor_required`. */
  @IsOptional() @IsString() @Length(1, 40)
  code?: string;
}

export class RoleInProjectDto {
  projectId: string;
  role: string;
}

/** Whoever is signed in. */
export class SignedInMemberDto {
  id: string;
  email: string;
  name: string;
  /** In the organisation; null: only in the projects below. */
  @ApiProperty({ type: String, nullable: true })
  role: string | null;
  projectRoles: RoleInProjectDto[];
  hasPassword: boolean;
  hasTotp: boolean;
}

export class HeldPermissionsDto {
  /** Held everywhere. */
  organisation: string[];
  /** By the project's id: all that is held there. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } })
  projects: Record<string, string[]>;
}

export class SessionDto {
  member: SignedInMemberDto;
  permissions: HeldPermissionsDto;
  /** To be sent as X-CSRF-Token with every request that changes something. A new one comes in the header of that name. Null for access tokens. */
  @ApiProperty({ type: String, nullable: true })
  csrfToken: string | null;
  /** When the session ends at the latest; ISO 8601. Null for access tokens. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
}

/** One of the member's own sessions. */
export class OwnSessionDto {
  id: string;
  /** Where it was last seen. */
  address: string;
  /** The user agent. */
  client: string;
  /** How the member proved who they are: `password`, `password+totp`, `password+recovery-code`, `oidc` or `link`. */
  method: string;
  /** ISO 8601, like the others. */
  createdAt: string;
  seenAt: string;
  expiresAt: string;
  /** Whether it is the one that asks. */
  current: boolean;
}

export class OwnSessionListDto {
  data: OwnSessionDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class SessionQueryDto extends ListQueryDto {
  /** A part of the browser's name. */
  @MayBeLeftOut() @IsText(100)
  client?: string;
}

export class EndSessionsQueryDto {
  /** `true`: the current one, too. */
  @IsOptional() @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))) @IsBoolean()
  all?: boolean;
}
