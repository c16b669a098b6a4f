// /api/session/totp, /recovery-codes, /password: what members change about how they sign in. Not for access tokens; after each change the
// session has a new secret, and a new X-CSRF-Token in the answer's header.
import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SignedIn } from '../access/route-access.js';
import { sessionOf } from '../access/signed-in.js';
import { OwnPasswordService } from './own-password.service.js';
import { BeginTotpDto, ChangePasswordDto, CodeDto, NewTotpDto, RecoveryCodesDto, RemoveTotpDto } from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('session')
@Controller('api/session')
export class OwnSecretsController {
  constructor(private readonly secondFactor: SecondFactorService, private readonly passwords: OwnPasswordService, private readonly sessions: SessionsService) {}

  /** Begins with a second factor: nothing is asked for until its first code is sent to `confirm`. 409 when it is on. */
  @Post('totp') @HttpCode(200) @SignedIn()
  begin(@Req() request: Request, @Body() { password }: BeginTotpDto): Promise<NewTotpDto> {
    sessionOf(request);
    return this.secondFactor.begin(request, password);
  }

  @Post('totp/confirm') @HttpCode(200) @SignedIn()
  async confirm(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() { code }: CodeDto): Promise<RecoveryCodesDto> {
    sessionOf(request);
    const recoveryCodes = await this.secondFactor.confirm(request, code);
    await this.sessions.turn(request, response);
    return { recoveryCodes };
  }

  @Delete('totp') @HttpCode(204) @SignedIn()
  async remove(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: RemoveTotpDto): Promise<void> {
    sessionOf(request);
    await this.secondFactor.remove(request, body);
    await this.sessions.turn(request, response);
  }

  /** Ten new ones; those there were do not work any more. */
  @Post('recovery-codes') @HttpCode(200) @SignedIn()
  async renewRecoveryCodes(@Req() request: Request, @Body() { code }: CodeDto): Promise<RecoveryCodesDto> {
    sessionOf(request);
    return { recoveryCodes: await this.secondFactor.renewRecoveryCodes(request, code) };
  }

  /** Ends all other sessions of the member. */
  @Post('password') @HttpCode(204) @SignedIn()
  async changePassword(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() body: ChangePasswordDto): Promise<void> {
    await this.passwords.change(request, body);
    await this.sessions.turn(request, response);
  }
}
