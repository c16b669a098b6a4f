// Members as they cross the admin API.
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { organisationRoles, type OrganisationRole } from '#access/roles';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';

export class ProjectRoleDto {
  projectId: string;
  role: string;
}

export class MemberDto {
  id: string;
  email: string;
  name: string;
  /** In the organisation; null: only in the projects below. */
  @ApiProperty({ type: String, nullable: true })
  role: string | null;
  projectRoles: ProjectRoleDto[];
  /** ISO 8601, like the others. */
  createdAt: string;
  /** Null: may sign in. */
  @ApiProperty({ type: String, nullable: true })
  disabledAt: string | null;
  @ApiProperty({ type: String, nullable: true })
  lastSignInAt: string | null;
  hasPassword: boolean;
  /** Whether a second factor is asked for. */
  hasTotp: boolean;
  /** Whether single sign-on has let them in. */
  hasOidc: boolean;
  /** Also the ETag. */
  version: number;
}

export class MemberListDto {
  data: MemberDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class MemberQueryDto extends ListQueryDto {
  /** A part of the address. */
  @IsOptional() @IsString() @Length(1, 254)
  email?: string;

  /** In the organisation. */
  @IsOptional() @IsIn(organisationRoles)
  role?: OrganisationRole;

  /** `true`: the disabled ones only; `false`: the others. */
  @IsOptional() @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown))) @IsBoolean()
  disabled?: boolean;
}

export class UpdateMemberDto {
  @MayBeLeftOut() @IsText(100)
  name?: string;

  /** In the organisation; null takes it away. */
  @ApiProperty({ enum: organisationRoles, nullable: true, required: false })
  @IsOptional() @IsIn(organisationRoles)
  role?: OrganisationRole | null;

  /** `true` ends their sessions and stops their access tokens at once. */
  @MayBeLeftOut() @IsBoolean()
  disabled?: boolean;
}
