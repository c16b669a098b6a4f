// /api/members: the people who sign in, for those who look after them.
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { MemberRecord } from '#database/members';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { DeliveryDto } from '../mail/delivery.dto.js';
import { PasswordResetsService } from '../password-resets/password-resets.service.js';
import { MemberDto, MemberListDto, MemberQueryDto, UpdateMemberDto } from './member.dto.js';
import { MembersService } from './members.service.js';

@ApiTags('members')
@Controller('api/members')
export class MembersController {
  constructor(private readonly members: MembersService, private readonly passwordResets: PasswordResetsService) {}

  @Get() @Requires('member:read')
  async list(@Query() query: MemberQueryDto): Promise<MemberListDto> {
    return renderPage(await this.members.list(query), renderMember);
  }

  @Get(':id') @Requires('member:read')
  async get(@Param('id') id: string): Promise<MemberDto> {
    return renderMember(await this.members.get(id));
  }

  /** Changes what is given. With `If-Match` only the version that it names. 403 for a member who holds more than you do; 409 for the last owner. */
  @Patch(':id') @Requires('member:update')
  async update(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: UpdateMemberDto, @IfMatch() version?: number): Promise<MemberDto> {
    return renderMember(await this.members.update({ me, by }, id, body, version));
  }

  /** Ends all of the member's sessions. */
  @Post(':id/sign-out') @HttpCode(204) @Requires('member:update')
  async signOut(@Me() me: Principal, @By() by: Author, @Param('id') id: string): Promise<void> {
    await this.members.signOut({ me, by }, id);
  }

  /** For a member who has lost the second factor and its recovery codes. Ends their sessions, too. */
  @Post(':id/reset-second-factor') @HttpCode(200) @Requires('member:update')
  async resetSecondFactor(@Me() me: Principal, @By() by: Author, @Param('id') id: string): Promise<MemberDto> {
    return renderMember(await this.members.resetSecondFactor({ me, by }, id));
  }

  /** Makes a link that sets a new password: mailed to the member, or shown here, once. */
  @Post(':id/password-reset') @HttpCode(200) @Requires('member:update')
  resetPassword(@Me() me: Principal, @By() by: Author, @Param('id') id: string): Promise<DeliveryDto> {
    return this.passwordResets.createFor({ me, by }, id);
  }
}

export function renderMember({ id, email, name, role, projectRoles, createdAt, disabledAt, lastSignInAt, hasPassword, hasTotp, hasOidc, version }: MemberRecord): MemberDto {
  return {
    id, email, name, role, projectRoles, hasPassword, hasTotp, hasOidc, version, createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null, lastSignInAt: lastSignInAt?.toISOString() ?? null,
  };
}
