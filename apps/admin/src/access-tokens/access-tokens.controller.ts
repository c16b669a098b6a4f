// /api/access-tokens: what a member's own scripts sign in with.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { AccessTokenRecord } from '#database/access-tokens';
import type { Author } from '#database/change';
import type { Principal } from '../access/principal.js';
import { SignedIn } from '../access/route-access.js';
import { By, Me, sessionOf } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { AccessTokenDto, AccessTokenListDto, AccessTokenQueryDto, CreateAccessTokenDto, NewAccessTokenDto } from './access-token.dto.js';
import { AccessTokensService } from './access-tokens.service.js';

@ApiTags('access tokens')
@Controller('api/access-tokens')
export class AccessTokensController {
  constructor(private readonly tokens: AccessTokensService) {}

  /** The member's own that are not revoked. */
  @Get() @SignedIn()
  async list(@Me() me: Principal, @Query() query: AccessTokenQueryDto): Promise<AccessTokenListDto> {
    return renderPage(await this.tokens.list(me, query), renderAccessToken);
  }

  /** Needs a session: no token makes another. */
  @Post() @SignedIn()
  async create(@Req() request: Request, @By() by: Author, @Me() me: Principal, @Body() body: CreateAccessTokenDto): Promise<NewAccessTokenDto> {
    sessionOf(request);
    const { token, secret } = await this.tokens.create(by, me, body);
    return Object.assign(renderAccessToken(token), { secret });
  }

  /** Revokes it for good. A token revokes itself alone. */
  @Delete(':id') @HttpCode(204) @SignedIn()
  async revoke(@By() by: Author, @Me() me: Principal, @Param('id') id: string): Promise<void> {
    await this.tokens.revoke(by, me, id);
  }
}

function renderAccessToken({ id, name, last4, role, createdAt, expiresAt, lastUsedAt }: AccessTokenRecord): AccessTokenDto {
  return { id, name, last4, role, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
