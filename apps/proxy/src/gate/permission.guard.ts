// The second question of the gate: may this key do this? Fails closed: a route that says nothing is refused to everybody.
import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ApiError } from '#server/errors/api-error';
import { callerOf } from './caller.js';
import { isPublic, neededPermission } from './route-access.js';

@Injectable()
export class PermissionGuard implements CanActivate {
  private readonly logger = new Logger(PermissionGuard.name);

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (isPublic(this.reflector, context)) return true;
    const permission = neededPermission(this.reflector, context);
    if (permission === undefined) {
      this.logger.error(`${context.getClass().name}.${context.getHandler().name} says neither @Public() nor @Requires()`);
      throw new ApiError('permission_denied');
    }
    if (!callerOf(context.switchToHttp().getRequest<Request>()).may(permission)) {
      throw new ApiError('permission_denied', { message: `This API key lacks the permission ${permission}.` });
    }
    return true;
  }
}
