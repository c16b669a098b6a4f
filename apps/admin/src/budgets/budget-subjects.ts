// Whose cost a budget is to count: that they are there, known to whoever sets it, and in which project.
import { Injectable } from '@nestjs/common';
import type { BudgetSubject } from '#database/budget-record';
import { KeyRepository } from '#database/keys';
import { ManagedModelRepository } from '#database/managed-models';
import { MemberRepository } from '#database/members';
import { ProjectRepository } from '#database/projects';
import type { Principal } from '../access/principal.js';
import { invalid } from '../http/validation.js';
import type { CreateBudgetDto } from './budget.dto.js';
import { valueProblem } from './parse-budget.js';

const refused = (param: 'value' | 'projectId', words: string) => invalid([{ param, message: `${param} ${words}` }]);

@Injectable()
export class BudgetSubjects {
  constructor(
    private readonly keys: KeyRepository, private readonly projects: ProjectRepository, private readonly members: MemberRepository,
    private readonly models: ManagedModelRepository,
  ) {}

  /** What the member may not see is not there for them. Throws ApiError that names the field. */
  async find(me: Principal, { scope, value, projectId = null }: Pick<CreateBudgetDto, 'scope' | 'value' | 'projectId'>): Promise<BudgetSubject> {
    const problem = valueProblem(scope, value);
    if (problem !== undefined) throw refused('value', problem);
    if (projectId !== null && !(await this.hasProject(me, projectId))) throw refused('projectId', 'must be the id of a project. There is no such project.');
    const own = await this.projectOf(me, scope, value);
    if (own === undefined || projectId === null) return { scope, value, projectId: own ?? projectId };
    if (own !== projectId) throw refused('projectId', own === null ? "must be left out: a member's budget is of all their keys" : `must be left out, or the project of the ${scope}`);
    return { scope, value, projectId };
  }

  /** Where what is named decides it. Null: in none; undefined: in whichever is said. */
  private async projectOf(me: Principal, scope: BudgetSubject['scope'], value: string): Promise<string | null | undefined> {
    if (scope === 'key') return this.projectOfKey(me, value);
    if (scope === 'project') return (await this.hasProject(me, value)) ? value : Promise.reject(refused('value', 'must be the id of a project. There is no such project.'));
    if (scope === 'model' && !value.includes('*') && !(await this.models.find(value))) throw refused('value', 'must be the id of a model, or a pattern with "*". There is no such model.');
    if (scope !== 'member') return undefined;
    const isThere = me.may('member:read') || me.may('budget:write') ? (await this.members.find(value)) !== undefined : false;
    if (!isThere) throw refused('value', 'must be the id of a member. There is no such member.');
    return null;
  }

  private async projectOfKey(me: Principal, id: string): Promise<string> {
    const project = await this.keys.projectOf(id);
    const isThere = project !== undefined && (me.may('key:read', project) || me.may('budget:write', project));
    return isThere ? project : Promise.reject(refused('value', 'must be the id of a key. There is no such key.'));
  }

  private async hasProject(me: Principal, id: string): Promise<boolean> {
    return me.may('project:read', id) && (await this.projects.find(id)) !== undefined;
  }
}
