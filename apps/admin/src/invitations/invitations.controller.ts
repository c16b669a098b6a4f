// /api/invitations: how people become members.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Author } from '#database/change';
import type { InvitationRecord } from '#database/links';
import type { Principal } from '../access/principal.js';
import { Public, Requires } from '../access/route-access.js';
import { By, Me, publicAuthor } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { LinkDelivery } from '../mail/link-delivery.js';
import { isDeadLink } from '../password-resets/new-password.js';
import { SessionDto } from '../session/session.dto.js';
import { SessionsService } from '../session/sessions.service.js';
import { SignInThrottle } from '../session/sign-in-throttle.js';
import { InvitationRedemption } from './invitation-redemption.js';
import { CreatedInvitationDto, CreateInvitationDto, InvitationDto, InvitationListDto, InvitationQueryDto, RedeemInvitationDto } from './invitation.dto.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('invitations')
@Controller('api/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService, private readonly delivery: LinkDelivery, private readonly redemption: InvitationRedemption,
    private readonly sessions: SessionsService, private readonly throttle: SignInThrottle,
  ) {}

  /** Those that still work. */
  @Get() @Requires('member:invite')
  async list(@Query() query: InvitationQueryDto): Promise<InvitationListDto> {
    return renderPage(await this.invitations.list(query), renderInvitation);
  }

  /** The link works once, for 7 days. It is mailed, or shown here, once. A new one ends an earlier one to the same address. */
  @Post() @Requires('member:invite')
  async create(@Me() me: Principal, @By() by: Author, @Body() body: CreateInvitationDto): Promise<CreatedInvitationDto> {
    const { invitation, secret } = await this.invitations.create({ me, by }, body);
    const { email: to, expiresAt } = invitation;
    const delivery = await this.delivery.deliver({ kind: 'invitation', to, secret, expiresAt });
    return Object.assign(renderInvitation(invitation), { delivery });
  }

  @Delete(':id') @HttpCode(204) @Requires('member:invite')
  async revoke(@By() by: Author, @Param('id') id: string): Promise<void> {
    await this.invitations.revoke(by, id);
  }

  /** Makes the member and signs them in. */
  @Post('redeem') @Public()
  async redeem(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: RedeemInvitationDto): Promise<SessionDto> {
    const redeem = () => this.redemption.redeem((email) => publicAuthor(request, email), body);
    const { id } = await this.throttle.attempt(request, 'link', null, redeem, isDeadLink);
    return this.sessions.open(request, response, id, 'link');
  }
}

export function renderInvitation({ id, email, role, projectRoles, createdBy, createdAt, expiresAt }: InvitationRecord): InvitationDto {
  return { id, email, role, projectRoles, createdBy, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
