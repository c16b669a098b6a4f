// Where the thing is that a route is about: in which project, and what one must hold to know of it.
import { Injectable } from '@nestjs/common';
import type { ManagementPermission } from '#access/roles';
import { BudgetRepository } from '#database/budgets';
import { KeyRepository } from '#database/keys';
import { LedgerRowRepository } from '#database/ledger-rows';
import { ProjectRepository } from '#database/projects';
import { RequestRepository } from '#database/requests';
import type { Scope } from './route-access.js';

/** `project` undefined: of the organisation. `knows`: without it the thing does not exist for a member. */
export interface ScopedResource { isThere: boolean; project: string | undefined; knows: ManagementPermission; noun: string }

@Injectable()
export class ScopedResources {
  constructor(
    private readonly projects: ProjectRepository, private readonly keys: KeyRepository, private readonly requests: RequestRepository,
    private readonly budgets: BudgetRepository, private readonly ledger: LedgerRowRepository,
  ) {}

  async find(scope: Scope, params: Record<string, string>): Promise<ScopedResource> {
    if ('project' in scope) return scoped('project', (await this.projects.find(params[scope.project] ?? ''))?.id);
    if ('key' in scope) return scoped('key', await this.keys.projectOf(params[scope.key] ?? ''));
    if ('request' in scope) return scoped('request', await this.requests.projectOf(params[scope.request] ?? ''));
    if ('ledger' in scope) return { ...scoped('request', await this.ledger.projectOf(params[scope.ledger] ?? '')), knows: 'ledger:read' };
    const budget = await this.budgets.projectOf(params[scope.budget] ?? '');
    return { isThere: budget !== undefined, project: budget?.projectId ?? undefined, knows: 'budget:read', noun: 'budget' };
  }
}

/** `project` undefined: there is no such thing. */
function scoped(noun: 'project' | 'key' | 'request', project: string | undefined): ScopedResource {
  return { isThere: project !== undefined, project, knows: `${noun}:read`, noun };
}
