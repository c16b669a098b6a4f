// Whoever is signed in, as guards and services see them: a member, what they may do in the organisation and in each project.
import {
  asOrganisationRole, asProjectRole, permissionsOfOrganisationRole, permissionsOfProjectRole,
  type GrantablePermission, type OrganisationRole, type ProjectRole,
} from '#access/roles';
import type { SignedInMember } from '#database/access-tokens';

export interface PrincipalFacts {
  memberId: string;
  email: string;
  name: string;
  role: OrganisationRole | null;
  projectRoles: readonly { projectId: string; role: ProjectRole }[];
  /** How this request is signed in. A token never allows more than its role does. */
  via: { kind: 'session'; sessionId: string } | { kind: 'token'; tokenId: string; role: OrganisationRole };
}

type Permissions = ReadonlySet<GrantablePermission>;
const nothing: Permissions = new Set();

export class Principal {
  private readonly everywhere: Permissions;
  private readonly inProjects: ReadonlyMap<string, Permissions>;

  constructor(readonly facts: PrincipalFacts) {
    const ceiling = facts.via.kind === 'token' ? permissionsOfOrganisationRole(facts.via.role) : undefined;
    const within = (held: Permissions): Permissions => (ceiling ? new Set([...held].filter((permission) => ceiling.has(permission))) : held);
    this.everywhere = facts.role === null ? nothing : within(permissionsOfOrganisationRole(facts.role));
    this.inProjects = new Map(facts.projectRoles.map(({ projectId, role }) => [projectId, within(permissionsOfProjectRole(role))]));
  }

  get memberId(): string {
    return this.facts.memberId;
  }

  /** All that is held in a project, or without one in the organisation: what may be granted to others there. */
  held(projectId?: string): Permissions {
    const there = projectId === undefined ? undefined : this.inProjects.get(projectId);
    return there ? new Set([...this.everywhere, ...there]) : this.everywhere;
  }

  /** In a project, or without one in the organisation. */
  may(permission: GrantablePermission, projectId?: string): boolean {
    return this.everywhere.has(permission) || (projectId !== undefined && (this.inProjects.get(projectId)?.has(permission) ?? false));
  }

  /** In the organisation or at least one project. */
  mayAnywhere(permission: GrantablePermission): boolean {
    return this.projectsWith(permission) === 'all' || this.projectsWith(permission).length > 0;
  }

  /** Where it is held: what a list may show. */
  projectsWith(permission: GrantablePermission): 'all' | string[] {
    if (this.everywhere.has(permission)) return 'all';
    return [...this.inProjects].filter(([, permissions]) => permissions.has(permission)).map(([projectId]) => projectId);
  }
}

/** A role that this version does not know allows nothing. */
export function principalOfMember(member: SignedInMember, via: PrincipalFacts['via']): Principal {
  const projectRoles = member.projectRoles.flatMap(({ projectId, role }) => {
    const known = asProjectRole(role);
    return known ? [{ projectId, role: known }] : [];
  });
  return new Principal({ ...member, role: asOrganisationRole(member.role), projectRoles, via });
}
