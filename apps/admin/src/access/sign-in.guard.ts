// The first question: who calls? A personal access token in the Authorization header, or the session's cookie. Before it, whether a
// browser was sent here by somebody else's page: then not even a public route does anything.
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { ApiError } from '#server/errors/api-error';
import { readBearer } from '#server/http/read-bearer';
import { adminEnvToken, type AdminEnv } from '../env.js';
import { TokenSignIn } from './token-sign-in.js';
import { isFromElsewhere, isUnsafe } from './csrf.js';
import type { Principal } from './principal.js';
import { accessOf } from './route-access.js';
import { SessionCookieSignIn } from './session-cookie-sign-in.js';

@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector, private readonly tokens: TokenSignIn, private readonly cookies: SessionCookieSignIn,
    @Inject(adminEnvToken) private readonly env: AdminEnv,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    // No page of another origin can send an Authorization header: browsers would ask us first, and are told no.
    const bearer = readBearer(request.headers.authorization) !== undefined;
    if (!bearer && isUnsafe(request) && isFromElsewhere(request, this.env.ADMIN_URL)) throw new ApiError('csrf_token_invalid', { message: 'This was sent from a page of another origin.' });
    if (accessOf(this.reflector, context)?.kind === 'public') return true;
    const principal = bearer ? await this.byToken(request) : await this.cookies.principalOf(request, response);
    if (!principal) throw new ApiError('not_signed_in');
    return true;
  }

  /** A token that is no good is refused, whatever cookie comes with it. */
  private async byToken(request: Request): Promise<Principal | undefined> {
    request.principal = await this.tokens.principalOf(request.headers.authorization);
    return request.principal;
  }
}
