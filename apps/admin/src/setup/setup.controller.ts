// /api/setup: the first owner, by the link that the first start printed.
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/route-access.js';
import { publicAuthor } from '../access/signed-in.js';
import { isDeadLink } from '../password-resets/new-password.js';
import { SessionDto } from '../session/session.dto.js';
import { SessionsService } from '../session/sessions.service.js';
import { SignInThrottle } from '../session/sign-in-throttle.js';
import { SetupDto } from './setup.dto.js';
import { SetupService } from './setup.service.js';

@ApiTags('session')
@Controller('api/setup')
export class SetupController {
  constructor(private readonly setup: SetupService, private readonly sessions: SessionsService, private readonly throttle: SignInThrottle) {}

  /** Makes the owner and signs them in. 404 when the link does not work, and once there is a member. */
  @Post() @Public()
  async redeem(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: SetupDto): Promise<SessionDto> {
    const { id } = await this.throttle.attempt(request, 'link', null, () => this.setup.redeem(publicAuthor(request, body.email), body), isDeadLink);
    return this.sessions.open(request, response, id, 'link');
  }
}
