// What a member may give a key: nothing that they do not hold themselves, where the key is.
import { mayGrant, permissionsOfOrganisationRole, permissionsOfProjectRole, asOrganisationRole, asProjectRole, type GrantablePermission } from '#access/roles';
import type { MemberRecord } from '#database/members';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';
import type { UpdateKeyDto } from './key.dto.js';

/** `param`: the field that asks for these. */
export function requireHeld(me: Principal, projectId: string, permissions: readonly string[] | undefined, param: string | null): void {
  const held = me.held(projectId);
  const lacking = permissions?.find((permission) => !mayGrant(held, [permission as GrantablePermission]));
  if (lacking !== undefined) throw new ApiError('forbidden', { param, message: `Nobody gives what they do not hold themselves: ${lacking}.` });
}

export function requireLimiting(me: Principal, projectId: string, body: UpdateKeyDto): void {
  const given = (['tierId', 'limits'] as const).find((field) => body[field] !== undefined);
  if (given !== undefined && !me.may('key:limit', projectId)) {
    throw new ApiError('forbidden', { param: given, message: `To set ${given} needs the permission key:limit.` });
  }
}

/** Whether a key of this project may be booked under this member. */
export function mayOwn(member: MemberRecord | undefined, projectId: string): boolean {
  if (member === undefined || member.disabledAt !== null) return false;
  const role = asOrganisationRole(member.role);
  const here = member.projectRoles.filter((one) => one.projectId === projectId).map((one) => asProjectRole(one.role));
  return (role !== null && permissionsOfOrganisationRole(role).has('project:read'))
    || here.some((own) => own !== null && permissionsOfProjectRole(own).has('project:read'));
}
