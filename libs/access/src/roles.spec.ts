import * as fc from 'fast-check';
import { permissions as keyPermissions } from './grants.js';
import {
  asOrganisationRole, asProjectRole, mayGrant, organisationRoles, permissionsOfOrganisationRole, permissionsOfProjectRole, permissionTable, projectRoles,
  type GrantablePermission,
} from './roles.js';

const all = permissionTable.map(({ id }) => id);
const roleSets = [...organisationRoles.map(permissionsOfOrganisationRole), ...projectRoles.map(permissionsOfProjectRole)];
const named = [...organisationRoles.map((role) => [role, permissionsOfOrganisationRole(role)] as const), ...projectRoles.map((role) => [`project ${role}`, permissionsOfProjectRole(role)] as const)];
const anySet = fc.subarray(all).map((held) => new Set<GrantablePermission>(held));
const isWithin = (inner: ReadonlySet<string>, outer: ReadonlySet<string>) => [...inner].every((permission) => outer.has(permission));
/** Prices are the models'. */
const nounOf = (permission: string) => permission.slice(0, permission.indexOf(':')).replace(/^price$/, 'model');

describe('mayGrant', () => {
  it('allows exactly what is held', () => {
    fc.assert(fc.property(anySet, anySet, (held, requested) => {
      expect(mayGrant(held, requested)).toBe(isWithin(requested, held));
    }));
  });

  it('is transitive: what is given on was held by the first giver', () => {
    fc.assert(fc.property(anySet, fc.array(fc.subarray(all), { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 8 }), (first, extra, cuts) => {
      let held: ReadonlySet<GrantablePermission> = first;
      for (const [index, wish] of extra.entries()) {
        const requested = new Set(cuts[index] === undefined ? wish : [...held].slice(0, cuts[index] % (held.size + 1)));
        if (mayGrant(held, requested)) held = requested;
      }
      expect(mayGrant(first, held)).toBe(true);
    }));
  });

  it('lets nobody reach more than the first giver held, by no sequence of grants among any number of members', () => {
    const grant = fc.record({ from: fc.nat(4), to: fc.nat(4), wish: fc.oneof(anySet, fc.constantFrom(...roleSets)) });
    fc.assert(fc.property(fc.oneof(anySet, fc.constantFrom(...roleSets)), fc.array(grant, { maxLength: 40 }), (first, grants) => {
      const members: ReadonlySet<GrantablePermission>[] = [first, new Set(), new Set(), new Set(), new Set()];
      for (const { from, to, wish } of grants) if (mayGrant(members[from], wish)) members[to] = new Set([...members[to], ...wish]);
      for (const held of members) expect(isWithin(held, first)).toBe(true);
    }));
  });

  it('lets owners alone make owners, and a project admin no member of the organisation', () => {
    const givers = organisationRoles.filter((role) => mayGrant(permissionsOfOrganisationRole(role), permissionsOfOrganisationRole('owner')));
    expect(givers).toEqual(['owner']);
    const offices = organisationRoles.filter((role) => mayGrant(permissionsOfProjectRole('admin'), permissionsOfOrganisationRole(role)));
    expect(offices).toEqual([]);
  });
});

describe('the table', () => {
  it('gives the owner everything', () => {
    expect([...permissionsOfOrganisationRole('owner')].sort()).toEqual([...all].sort());
  });

  it("gives everything in a project to its admin that any of its roles has, and nothing that the organisation's admin lacks", () => {
    for (const role of projectRoles) expect(isWithin(permissionsOfProjectRole(role), permissionsOfProjectRole('admin'))).toBe(true);
    expect(isWithin(permissionsOfProjectRole('admin'), permissionsOfOrganisationRole('admin'))).toBe(true);
  });

  it('has a permission to read each resource that can be changed', () => {
    const changed = all.filter((id) => !keyPermissions.some((own) => own.id === id)).map(nounOf);
    for (const noun of changed) expect(all).toContain(`${noun}:read`);
  });

  it.each(named)('lets the %s see whatever they may change, so that a refusal tells them nothing new', (_, held) => {
    const blind = [...held].filter((id) => !keyPermissions.some((own) => own.id === id) && !held.has(`${nounOf(id)}:read` as GrantablePermission));
    expect(blind).toEqual([]);
  });

  it.each(named)("lets the %s see the project of whatever they may see in it", (_, held) => {
    const inProject = permissionTable.filter(({ id, project }) => project.length > 0 && held.has(id));
    expect(inProject.length === 0 || held.has('project:read')).toBe(true);
  });

  it('knows no role but its own', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.constantFrom('Owner', 'owner ', 'constructor', '__proto__', 'developer')), (word) => {
      expect(asOrganisationRole(word)).toBe((organisationRoles as readonly string[]).includes(word) ? word : null);
      expect(asProjectRole(word)).toBe((projectRoles as readonly string[]).includes(word) ? word : null);
    }));
  });
});
