// Everybody who may call the admin API, with what the table of permissions says that they hold: reckoned here anew, from the table alone.
import { permissionTable, type OrganisationRole, type ProjectRole } from '#access/roles';

export interface Caller {
  name: string;
  role: OrganisationRole | null;
  projectRoles: { project: 'here' | 'elsewhere'; role: ProjectRole }[];
  /** They use an access token of this role. */
  tokenRole: OrganisationRole;
}

const caller = (name: string, some: Partial<Caller>): Caller => ({ name, role: null, projectRoles: [], tokenRole: 'owner', ...some });
const roles = ['owner', 'admin', 'finance', 'auditor', 'viewer'] as const;
const inProject = ['admin', 'developer', 'viewer'] as const;

export const callers: readonly Caller[] = [
  ...roles.map((role) => caller(role, { role })),
  caller('member of nothing', {}),
  ...inProject.map((role) => caller(`project ${role}`, { projectRoles: [{ project: 'here', role }] })),
  ...inProject.map((role) => caller(`${role} of another project`, { projectRoles: [{ project: 'elsewhere', role }] })),
  ...roles.slice(1).map((tokenRole) => caller(`owner with a token of ${tokenRole}`, { role: 'owner', tokenRole })),
  ...roles.slice(1).map((tokenRole) => caller(`project admin with a token of ${tokenRole}`, { projectRoles: [{ project: 'here', role: 'admin' }], tokenRole })),
  caller('viewer who is an admin of another project', { role: 'viewer', projectRoles: [{ project: 'elsewhere', role: 'admin' }] }),
];

/** `places`: the projects in which a role in a project counts. */
export function holds({ role, projectRoles, tokenRole }: Caller, permission: string, places: readonly ('here' | 'elsewhere')[]): boolean {
  const entry = permissionTable.find(({ id }) => id === permission);
  if (!entry) throw new Error(`${permission} is no permission`);
  const held = (role !== null && entry.organisation.includes(role))
    || projectRoles.some((own) => places.includes(own.project) && entry.project.includes(own.role));
  return held && entry.organisation.includes(tokenRole);
}
