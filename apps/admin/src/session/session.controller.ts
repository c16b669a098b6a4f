// /api/session: signing in and out, and who is signed in.
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public, SignedIn } from '../access/route-access.js';
import { sessionOf } from '../access/signed-in.js';
import { SessionDto, SignInDto } from './session.dto.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  constructor(private readonly service: SignInService, private readonly sessions: SessionsService) {}

  /** 401 `sign_in_failed`, or `second_factor_required` when `code` is missing. The cookie `aiproxy_session` comes with the answer. */
  @Post() @HttpCode(200) @Public()
  signIn(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: SignInDto): Promise<SessionDto> {
    return this.service.signIn(request, response, body);
  }

  @Get() @SignedIn()
  get(@Req() request: Request): Promise<SessionDto> {
    return this.sessions.current(request);
  }

  /** Signs out. */
  @Delete() @HttpCode(204) @SignedIn()
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(request, response, sessionOf(request).id);
  }
}
