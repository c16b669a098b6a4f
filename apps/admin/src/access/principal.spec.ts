import * as fc from 'fast-check';
import { organisationRoles, permissionsOfOrganisationRole, permissionsOfProjectRole, permissionTable, projectRoles, type GrantablePermission } from '#access/roles';
import { Principal, principalOfMember, type PrincipalFacts } from './principal.js';

const session = { kind: 'session', sessionId: 's' } as const;
const token = (role: (typeof organisationRoles)[number]): PrincipalFacts['via'] => ({ kind: 'token', tokenId: 't', role });
const places = ['a', 'b', 'c', undefined];
const permission = fc.constantFrom(...permissionTable.map(({ id }) => id));
const member = fc.record({
  role: fc.option(fc.constantFrom(...organisationRoles)),
  projectRoles: fc.uniqueArray(fc.record({ projectId: fc.constantFrom('a', 'b'), role: fc.constantFrom(...projectRoles) }), { selector: ({ projectId }) => projectId }),
});
type Member = Pick<PrincipalFacts, 'role' | 'projectRoles'>;
const principal = (facts: Member, via: PrincipalFacts['via']) => new Principal({ memberId: 'm', email: 'm@example.com', name: 'M', ...facts, via });

test('a token allows what both its member and its role allow: never more than either, never less', () => {
  fc.assert(fc.property(member, fc.constantFrom(...organisationRoles), permission, fc.constantFrom(...places), (facts, role, asked, place) => {
    const allowed = principal(facts, session).may(asked, place) && permissionsOfOrganisationRole(role).has(asked);
    expect(principal(facts, token(role)).may(asked, place)).toBe(allowed);
  }));
});

test('a role in a project adds what it holds there, and nothing anywhere else', () => {
  fc.assert(fc.property(member, permission, fc.constantFrom(...places), (facts, asked, place) => {
    const organisation = facts.role !== null && permissionsOfOrganisationRole(facts.role).has(asked);
    const there = facts.projectRoles.some(({ projectId, role }) => projectId === place && permissionsOfProjectRole(role).has(asked));
    expect(principal(facts, session).may(asked, place)).toBe(organisation || there);
  }));
});

test('what may be granted is what is held, list by list and question by question', () => {
  fc.assert(fc.property(member, fc.option(fc.constantFrom(...organisationRoles)), permission, (facts, role, asked) => {
    const me = principal(facts, role === null ? session : token(role));
    for (const place of places) expect(me.held(place).has(asked)).toBe(me.may(asked, place));
    const where = me.projectsWith(asked);
    for (const place of ['a', 'b', 'c']) expect(where === 'all' || where.includes(place)).toBe(me.may(asked, place));
    expect(me.mayAnywhere(asked)).toBe(places.some((place) => me.may(asked, place)));
  }));
});

test('whoever may change something in a project may know about the project, through any token', () => {
  const inProjects = permissionTable.filter(({ project }) => project.length > 0).map(({ id }) => id);
  fc.assert(fc.property(member, fc.option(fc.constantFrom(...organisationRoles)), fc.constantFrom(...inProjects), fc.constantFrom('a', 'b', 'c'), (facts, role, asked, place) => {
    const me = principal(facts, role === null ? session : token(role));
    expect(!me.may(asked, place) || me.may('project:read', place)).toBe(true);
  }));
});

test('a stored role that this version does not know allows nothing', () => {
  const me = principalOfMember({ memberId: 'm', email: 'm@example.com', name: 'M', role: 'emperor', projectRoles: [{ projectId: 'a', role: 'king' }] }, session);
  const held = permissionTable.map(({ id }) => id).filter((id: GrantablePermission) => me.mayAnywhere(id) || me.may(id, 'a'));
  expect(held).toEqual([]);
});
