// The second question: may they? Fails closed: a route that says nothing is refused. What a member may not know about does not
// exist for them: the same 404 as for what is not there.
import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { ManagementPermission } from '#access/roles';
import { ApiError } from '#server/errors/api-error';
import { notFound } from '../http/not-found.js';
import type { Principal } from './principal.js';
import { accessOf, type Need } from './route-access.js';
import { ScopedResources, type ScopedResource } from './scoped-resources.js';
import { principalOf } from './signed-in.js';

/** What belongs to no project and is there for all of them (a saved report shows whoever reads it their own): whoever may see it in one, may see it. */
const ofAllProjects: ReadonlySet<ManagementPermission> = new Set(['tier:read', 'model:read', 'provider:read', 'report:read', 'currency-rate:read']);

@Injectable()
export class PermissionGuard implements CanActivate {
  private readonly logger = new Logger(PermissionGuard.name);

  constructor(private readonly reflector: Reflector, private readonly resources: ScopedResources) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context);
    if (access === undefined) {
      this.logger.error(`${context.getClass().name}.${context.getHandler().name} says neither @Public(), @SignedIn() nor @Requires()`);
      throw new ApiError('forbidden');
    }
    if (access.kind !== 'needs') return true;
    const request = context.switchToHttp().getRequest<Request>();
    await this.require(principalOf(request), access.need, request.params as Record<string, string>);
    return true;
  }

  private async require(me: Principal, { permission, scope }: Need, params: Record<string, string>): Promise<void> {
    const { isThere, project, knows, noun } = scope ? await this.resources.find(scope, params) : unscoped(permission);
    const isItem = Object.keys(params).length > 0;
    const may = (asked: ManagementPermission) => (isItem && !ofAllProjects.has(asked) ? me.may(asked, project) : me.mayAnywhere(asked));
    if (!isThere) throw notFound(noun);
    if (isItem && !may(knows)) throw notFound(noun);
    if (!may(permission)) throw refused(permission);
  }
}

function unscoped(permission: ManagementPermission): ScopedResource {
  const resource = permission.slice(0, permission.indexOf(':'));
  return { isThere: true, project: undefined, knows: readPermissionOf(resource), noun: resource === 'audit' ? 'row of the audit log' : resource.replace('-', ' ') };
}

/** Prices belong to models, sign-in tokens to nobody else: what has no reading of its own is known to whoever may do it. */
function readPermissionOf(resource: string): ManagementPermission {
  return resource === 'price' ? 'model:read' : `${resource}:read` as ManagementPermission;
}

const refused = (permission: ManagementPermission) => new ApiError('forbidden', { message: `This needs the permission ${permission}.` });
