// The first question: who calls? A personal access token in the Authorization header, or the session's cookie.
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ApiError } from '#server/errors/api-error';
import { AccessTokens } from './access-tokens.js';
import { accessOf } from './route-access.js';

@Injectable()
export class SignInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly tokens: AccessTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const principal = await this.tokens.principalOf(request.headers.authorization);
    if (principal) {
      request.principal = principal;
      return true;
    }
    if (accessOf(this.reflector, context)?.kind === 'public') return true;
    throw new ApiError('not_signed_in');
  }
}
