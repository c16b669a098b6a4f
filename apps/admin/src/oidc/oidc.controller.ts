// /api/session/oidc: single sign-on, walked through by a browser; and which ways to sign in there are.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../access/route-access.js';
import { LinkDelivery } from '../mail/link-delivery.js';
import { OidcIssuer } from './oidc-issuer.js';
import { OidcService } from './oidc.service.js';
import { SignInMethodsDto } from './sign-in-methods.dto.js';

@ApiTags('session') @Public()
@Controller('api')
export class OidcController {
  constructor(private readonly oidc: OidcService, private readonly issuer: OidcIssuer, private readonly delivery: LinkDelivery) {}

  @Get('sign-in-methods')
  methods(): SignInMethodsDto {
    const { name } = this.issuer;
    return { password: true, oidc: name === undefined ? null : { name }, passwordResetByMail: this.delivery.byMail };
  }

  /** To the identity provider. 503 while it cannot be reached. */
  @Get('session/oidc') @ApiFoundResponse({ description: 'To the identity provider' })
  async begin(@Res() response: Response): Promise<void> {
    response.redirect(await this.oidc.begin(response));
  }

  /** Back from there: signed in, or to `/sign-in?error=…`. */
  @Get('session/oidc/callback') @ApiFoundResponse({ description: 'To the dashboard' })
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const refusal = await this.oidc.finish(request, response);
    response.redirect(refusal === undefined ? '/' : `/sign-in?error=${refusal}`);
  }
}
