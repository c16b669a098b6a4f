// Who may do what in the admin API: one table, read by the API's guards and by the dashboard. A role of the organisation counts
// everywhere, a role in a project counts there.
import { permissions as keyPermissions, type Permission as KeyPermission } from './grants.js';

export const organisationRoles = ['owner', 'admin', 'finance', 'auditor', 'viewer'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

export const projectRoles = ['admin', 'developer', 'viewer'] as const;
export type ProjectRole = (typeof projectRoles)[number];

interface Entry {
  /** For people. */
  words: string;
  organisation: readonly OrganisationRole[];
  /** Empty: it is of the organisation alone. */
  project: readonly ProjectRole[];
}

const everybody = organisationRoles;
const administrators = ['owner', 'admin'] as const;
const members = projectRoles;
const makers = ['admin', 'developer'] as const;

/** Reading comes first in each resource: without it the resource does not exist for a member. */
const managementTable = {
  'member:read': { words: 'See the members and their roles', organisation: ['owner', 'admin', 'auditor'], project: [] },
  'member:invite': { words: 'Invite members', organisation: administrators, project: [] },
  'member:update': { words: "Change members' roles, disable them, end their sessions, reset their second factor", organisation: administrators, project: [] },
  'member:appoint-owner': { words: 'Make members owners, and change owners', organisation: ['owner'], project: [] },
  'project:read': { words: 'See the project', organisation: everybody, project: members },
  'project:create': { words: 'Create projects', organisation: administrators, project: [] },
  'project:update': { words: "Change the project's name and tags", organisation: administrators, project: ['admin'] },
  'project:fund': { words: "Change the project's tier, cost centre and markup", organisation: ['owner', 'admin', 'finance'], project: [] },
  'project:archive': { words: 'Archive the project and bring it back', organisation: administrators, project: [] },
  'project-member:read': { words: "See the project's members", organisation: ['owner', 'admin', 'auditor'], project: members },
  'project-member:update': { words: "Add, change and remove the project's members", organisation: administrators, project: ['admin'] },
  'key:read': { words: 'See the keys, never their secrets', organisation: ['owner', 'admin', 'auditor', 'viewer'], project: members },
  'key:create': { words: 'Create keys', organisation: administrators, project: makers },
  'key:update': { words: 'Change, disable and enable keys', organisation: administrators, project: makers },
  'key:rotate': { words: 'Give keys a new secret', organisation: administrators, project: makers },
  'key:revoke': { words: 'Revoke keys for good', organisation: administrators, project: makers },
  'key:limit': { words: "Give keys another tier or limits than their project's", organisation: administrators, project: [] },
  'tier:read': { words: 'See the tiers', organisation: everybody, project: members },
  'tier:write': { words: 'Create, change and delete tiers', organisation: administrators, project: [] },
  'provider:read': { words: 'See the providers, and which are connected', organisation: everybody, project: members },
  'credential:read': { words: "See the providers' credentials, never their secrets", organisation: ['owner', 'admin', 'auditor', 'viewer'], project: [] },
  'credential:write': { words: 'Connect providers, rotate, disable and remove their credentials', organisation: administrators, project: [] },
  'credential:test': { words: "Test a provider's credential", organisation: administrators, project: [] },
  'model:read': { words: 'See models, targets and prices', organisation: everybody, project: members },
  'model:write': { words: 'Add and change models, aliases and targets', organisation: administrators, project: [] },
  'price:write': { words: 'Set prices', organisation: ['owner', 'admin', 'finance'], project: [] },
  'request:read': { words: 'See what happened to requests, never what was said', organisation: ['owner', 'admin', 'auditor', 'viewer'], project: members },
  'request:read-body': { words: 'Read what was said in requests, where the project keeps it', organisation: administrators, project: ['admin'] },
  'drill:read': { words: "See the project's drills and their reports", organisation: ['owner', 'admin', 'auditor', 'viewer'], project: members },
  'drill:write': { words: "Start and end drills: failures on purpose for a share of the project's requests", organisation: administrators, project: ['admin'] },
  'budget:read': { words: 'See budgets, and what is spent of them', organisation: everybody, project: members },
  'budget:write': { words: 'Set, change, raise and archive budgets', organisation: ['owner', 'admin', 'finance'], project: ['admin'] },
  'report:read': { words: 'See reports of what was used and spent', organisation: everybody, project: members },
  'report:schedule': { words: 'Have saved reports sent, and see to whom they were', organisation: ['owner', 'admin', 'finance'], project: [] },
  'ledger:read': { words: 'See what every attempt used and cost', organisation: everybody, project: members },
  'ledger:adjust': { words: 'Correct rows of the ledger by others', organisation: ['owner', 'admin', 'finance'], project: [] },
  'ledger-proof:read': { words: 'See what proofs of the ledger found', organisation: ['owner', 'admin', 'finance', 'auditor'], project: [] },
  'ledger-proof:start': { words: 'Have the ledger proven', organisation: ['owner', 'admin', 'finance', 'auditor'], project: [] },
  'period:read': { words: 'See the months of the ledger, and which are closed', organisation: everybody, project: [] },
  'period:close': { words: 'Close the books of a month', organisation: ['owner', 'admin', 'finance'], project: [] },
  'notification-channel:read': { words: 'See where events of budgets are sent', organisation: ['owner', 'admin', 'finance', 'auditor'], project: [] },
  'notification-channel:write': { words: 'Add, change, test and remove notification channels', organisation: administrators, project: [] },
  'currency-rate:read': { words: 'See what a US dollar is worth in other currencies', organisation: everybody, project: members },
  'currency-rate:write': { words: 'Set, import and remove rates of currencies', organisation: ['owner', 'admin', 'finance'], project: [] },
  'settings:read': { words: "See the organisation's time zone, calendar and currency", organisation: everybody, project: members },
  'settings:write': { words: "Change the organisation's name, time zone, calendar and currency", organisation: administrators, project: [] },
  'audit:read': { words: 'Read, export and verify the audit log', organisation: ['owner', 'admin', 'auditor'], project: [] },
  'configuration:read': { words: 'Export the configuration and plan a change of it', organisation: ['owner', 'admin', 'auditor'], project: [] },
  'configuration:apply': { words: 'Apply a configuration file', organisation: administrators, project: [] },
} as const satisfies Record<string, Entry>;

export type ManagementPermission = keyof typeof managementTable;
export type GrantablePermission = ManagementPermission | KeyPermission;

/** What a key may do is held by those who may create keys: nobody gives a key more than they hold. */
const keyTable = keyPermissions.map(({ id, words }): [GrantablePermission, Entry] => [id, { words: `Give keys: ${words}`, organisation: administrators, project: makers }]);

const table = [...(Object.entries(managementTable) as [GrantablePermission, Entry][]), ...keyTable];

/** The whole table, in its order. */
export const permissionTable: readonly ({ id: GrantablePermission } & Entry)[] =
  table.map(([id, entry]) => ({ id, ...entry }));

/** All that a role of the organisation holds, in every project too. */
export function permissionsOfOrganisationRole(role: OrganisationRole): ReadonlySet<GrantablePermission> {
  return new Set(permissionTable.filter((entry) => entry.organisation.includes(role)).map(({ id }) => id));
}

/** All that a role in a project holds there. */
export function permissionsOfProjectRole(role: ProjectRole): ReadonlySet<GrantablePermission> {
  return new Set(permissionTable.filter((entry) => entry.project.includes(role)).map(({ id }) => id));
}

/** A stored or sent word as a role; null for any other. */
export const asOrganisationRole = (word: string | null) => organisationRoles.find((role) => role === word) ?? null;
export const asProjectRole = (word: string | null) => projectRoles.find((role) => role === word) ?? null;

/** Whether whoever holds `held` may give `requested` to somebody: nobody gives what they do not hold. */
export function mayGrant(held: ReadonlySet<GrantablePermission>, requested: Iterable<GrantablePermission>): boolean {
  for (const permission of requested) if (!held.has(permission)) return false;
  return true;
}
