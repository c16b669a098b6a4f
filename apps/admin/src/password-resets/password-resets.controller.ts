// /api/password-resets: for members who cannot sign in. Neither way tells who is a member.
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../access/route-access.js';
import { publicAuthor } from '../access/signed-in.js';
import { SignInThrottle } from '../session/sign-in-throttle.js';
import { AskPasswordResetDto, PasswordResetAskedDto, RedeemPasswordResetDto } from './password-reset.dto.js';
import { isDeadLink } from './new-password.js';
import { PasswordRedemption } from './password-redemption.js';
import { PasswordResetsService } from './password-resets.service.js';

@ApiTags('password resets') @Public()
@Controller('api/password-resets')
export class PasswordResetsController {
  constructor(private readonly resets: PasswordResetsService, private readonly redemption: PasswordRedemption, private readonly throttle: SignInThrottle) {}

  /** Mails a link to the address if it is a member's who has a password, and mail is set up. */
  @Post() @HttpCode(202)
  async ask(@Req() request: Request, @Body() { email }: AskPasswordResetDto): Promise<PasswordResetAskedDto> {
    await this.throttle.count(request, 'password-reset', email);
    this.resets.askFor(publicAuthor(request, email), email);
    return { message: 'If this is the address of a member with a password, a link is on its way.' };
  }

  /** Sets the password and ends all sessions. The link works once. */
  @Post('redeem') @HttpCode(204)
  async redeem(@Req() request: Request, @Body() body: RedeemPasswordResetDto): Promise<void> {
    const redeem = () => this.redemption.redeem((email) => publicAuthor(request, email), body);
    await this.throttle.attempt(request, 'link', null, redeem, isDeadLink);
  }
}
