// Invitations as they cross the admin API.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { organisationRoles, projectRoles, type OrganisationRole, type ProjectRole } from '#access/roles';
import { IsEmailAddress } from '../http/email-address.js';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { DeliveryDto } from '../mail/delivery.dto.js';
import { ProjectRoleDto } from '../members/member.dto.js';

export class ProjectGrantDto {
  @IsString() @Length(1, 100)
  projectId: string;

  @IsIn(projectRoles)
  role: ProjectRole;
}

export class CreateInvitationDto {
  @IsEmailAddress()
  email: string;

  /** In the organisation. Without one the member belongs to the projects alone. */
  @MayBeLeftOut() @IsIn(organisationRoles)
  role?: OrganisationRole;

  /** In projects, each once. */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(100) @ArrayUnique(projectIdOf, { message: '$property must name each project once' })
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => ProjectGrantDto)
  projectRoles?: ProjectGrantDto[];
}

export class InvitationDto {
  id: string;
  email: string;
  @ApiProperty({ type: String, nullable: true })
  role: string | null;
  projectRoles: ProjectRoleDto[];
  /** The member who invites; null: AIProxy itself. */
  @ApiProperty({ type: String, nullable: true })
  createdBy: string | null;
  /** ISO 8601, like the other. */
  createdAt: string;
  expiresAt: string;
}

export class CreatedInvitationDto extends InvitationDto {
  delivery: DeliveryDto;
}

export class InvitationListDto {
  data: InvitationDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class InvitationQueryDto extends ListQueryDto {
  /** A part of the address. */
  @IsOptional() @IsString() @Length(1, 254)
  email?: string;
}

export class RedeemInvitationDto {
  /** What stands behind `#` in the link. */
  @IsString() @Length(1, 100)
  token: string;

  @IsText(100)
  name: string;

  /** 12 to 128 characters. */
  @IsString() @Length(1, 1000)
  password: string;
}

/** Of what may not have been checked yet. */
function projectIdOf(grant: unknown): unknown {
  return (grant as Partial<ProjectGrantDto> | null)?.projectId;
}
