// Nobody grants what they do not hold, and nobody changes a member who holds more: asked before every change of people.
import {
  asOrganisationRole, asProjectRole, mayGrant, permissionsOfOrganisationRole, permissionsOfProjectRole, type OrganisationRole, type ProjectRole,
} from '#access/roles';
import type { MemberRecord } from '#database/members';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';

/** Throws 403 that names `param`. */
export function requireRoleGrant(me: Principal, role: OrganisationRole, param = 'role'): void {
  if (mayGrant(me.held(), permissionsOfOrganisationRole(role))) return;
  throw new ApiError('forbidden', { param, message: `You may not give the role ${role}: it holds more than you do.` });
}

/** Throws 403 that names `param`. */
export function requireProjectRoleGrant(me: Principal, { projectId, role }: { projectId: string; role: ProjectRole }, param = 'role'): void {
  if (mayGrant(me.held(projectId), permissionsOfProjectRole(role))) return;
  throw new ApiError('forbidden', { param, message: `You may not give the role ${role} in this project: it holds more than you do.` });
}

/** Whether a role that somebody has holds no more than `me` does. One that this version does not know is nobody's to judge. */
function coversRole(me: Principal, role: string | null): boolean {
  if (role === null) return true;
  const known = asOrganisationRole(role);
  return known !== null && mayGrant(me.held(), permissionsOfOrganisationRole(known));
}

export function coversProjectRole(me: Principal, { projectId, role }: { projectId: string; role: string }): boolean {
  const known = asProjectRole(role);
  return known !== null && mayGrant(me.held(projectId), permissionsOfProjectRole(known));
}

/** Throws 403 when the member holds anything, in the organisation or a project, that `me` does not. */
export function requireNoMoreThan(me: Principal, member: Pick<MemberRecord, 'role' | 'projectRoles'>): void {
  if (coversRole(me, member.role) && member.projectRoles.every((one) => coversProjectRole(me, one))) return;
  throw new ApiError('forbidden', { message: 'This member holds more than you do, so you may not change them.' });
}
