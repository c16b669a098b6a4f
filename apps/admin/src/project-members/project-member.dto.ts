// The members of a project as they cross the admin API.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { projectRoles, type ProjectRole } from '#access/roles';
import { IsEmailAddress } from '../http/email-address.js';
import { ListQueryDto } from '../http/list-query.dto.js';

export class SetProjectMemberDto {
  @IsIn(projectRoles)
  role: ProjectRole;
}

export class AddProjectMemberDto extends SetProjectMemberDto {
  /** Of somebody who is a member of the organisation already. */
  @IsEmailAddress()
  email: string;
}

export class ProjectMemberDto {
  memberId: string;
  email: string;
  name: string;
  /** In the project. */
  role: string;
  /** Whether they may not sign in at all. */
  disabled: boolean;
  /** When they were added; ISO 8601. */
  createdAt: string;
}

export class ProjectMemberListDto {
  data: ProjectMemberDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class ProjectMemberQueryDto extends ListQueryDto {
  @IsOptional() @IsIn(projectRoles)
  role?: ProjectRole;

  /** A part of the address. */
  @IsOptional() @IsString() @Length(1, 254)
  email?: string;
}
