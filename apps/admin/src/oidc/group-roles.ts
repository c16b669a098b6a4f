// What the groups that an identity provider tells of mean here: roles in the organisation and in projects.
import { asOrganisationRole, asProjectRole, organisationRoles, projectRoles, type OrganisationRole, type ProjectRole } from '#access/roles';
import { EnvError } from '#server/env/read-env';

/** Whoever is in the group has the role: in the organisation, or in the project of that name. */
export type GroupRole = { group: string; role: OrganisationRole } | { group: string; project: string; role: ProjectRole };

/** `group=role,group=project:role`; a group may hold `=`, a project `:`. Throws EnvError that quotes what it does not understand. */
export function parseGroupRoles(text: string): GroupRole[] {
  return text.split(',').map((piece) => piece.trim()).filter((piece) => piece !== '').map((piece) => parseOne(piece) ?? malformed(piece));
}

function parseOne(piece: string): GroupRole | undefined {
  const [group, target] = cut(piece, piece.lastIndexOf('='));
  if (group === '') return undefined;
  const colon = target.lastIndexOf(':');
  if (colon < 0) {
    const role = asOrganisationRole(target);
    return role ? { group, role } : undefined;
  }
  const [project, word] = cut(target, colon);
  const role = asProjectRole(word);
  return role && project !== '' ? { group, project, role } : undefined;
}

function cut(text: string, at: number): [string, string] {
  return [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
}

function malformed(piece: string): never {
  throw new EnvError(`OIDC_ROLES must be group=role or group=project:role, separated by commas, the role one of ${organisationRoles.join(', ')}, in a project ${projectRoles.join(', ')}; ${JSON.stringify(piece.slice(0, 80))} is not.`);
}

export interface RolesOfGroups {
  /** The highest of all that match; null: none does. */
  role: OrganisationRole | null;
  /** Every project that the rules name, by name: the highest role that matches there; null: none does. */
  projects: Map<string, ProjectRole | null>;
}

export function rolesOfGroups(rules: readonly GroupRole[], groups: readonly string[]): RolesOfGroups {
  const matching = rules.filter(({ group }) => groups.includes(group));
  const inOrganisation = matching.flatMap((rule) => ('project' in rule ? [] : [rule.role]));
  const names = new Set(rules.flatMap((rule) => ('project' in rule ? [rule.project] : [])));
  const inProject = (name: string) => matching.flatMap((rule) => ('project' in rule && rule.project === name ? [rule.role] : []));
  return {
    role: organisationRoles.find((role) => inOrganisation.includes(role)) ?? null,
    projects: new Map([...names].map((name) => [name, projectRoles.find((role) => inProject(name).includes(role)) ?? null])),
  };
}
