// /api/sessions: where the member is signed in. Ending is not for access tokens: a copied one shall not sign its member out.
import { Controller, Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { SessionRecord } from '#database/sessions';
import { SignedIn } from '../access/route-access.js';
import { principalOf, sessionOf } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { EndSessionsQueryDto, OwnSessionDto, OwnSessionListDto, SessionQueryDto } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('session')
@Controller('api/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** The member's own. */
  @Get() @SignedIn()
  async list(@Req() request: Request, @Query() query: SessionQueryDto): Promise<OwnSessionListDto> {
    return renderPage(await this.sessions.list(principalOf(request).memberId, query), (row) => renderOwnSession(row, request.session?.id));
  }

  /** Ends all but the current one. */
  @Delete() @HttpCode(204) @SignedIn()
  async endAll(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Query() { all = false }: EndSessionsQueryDto): Promise<void> {
    sessionOf(request);
    await this.sessions.endAll(request, response, { all });
  }

  @Delete(':id') @HttpCode(204) @SignedIn()
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Param('id') id: string): Promise<void> {
    sessionOf(request);
    await this.sessions.end(request, response, id);
  }
}

function renderOwnSession({ id, address, client, method, createdAt, seenAt, expiresAt }: SessionRecord, currentId: string | undefined): OwnSessionDto {
  const times = { createdAt: createdAt.toISOString(), seenAt: seenAt.toISOString(), expiresAt: expiresAt.toISOString() };
  return { id, address, client, method, ...times, current: id === currentId };
}
