import * as fc from 'fast-check';
import { organisationRoles, permissionsOfOrganisationRole, permissionsOfProjectRole, projectRoles, type OrganisationRole, type ProjectRole } from '#access/roles';
import { Principal } from '../access/principal.js';
import { requireNoMoreThan, requireProjectRoleGrant, requireRoleGrant } from './grant-rules.js';

const here = { projectId: 'here' };
const somebody = (role: OrganisationRole | null, inProject: ProjectRole | null = null, tokenRole?: OrganisationRole) => new Principal({
  memberId: 'me', email: 'me@example.com', name: 'me', role, projectRoles: inProject ? [{ ...here, role: inProject }] : [],
  via: tokenRole ? { kind: 'token', tokenId: 't', role: tokenRole } : { kind: 'session', sessionId: 's' },
});
const refuses = (work: () => void) => {
  try {
    work();
    return false;
  } catch {
    return true;
  }
};

const anybody = fc.tuple(fc.option(fc.constantFrom(...organisationRoles)), fc.option(fc.constantFrom(...projectRoles)), fc.option(fc.constantFrom(...organisationRoles), { nil: undefined }));

test('whoever has been given a role holds nothing that the giver did not hold', () => {
  fc.assert(fc.property(anybody, fc.constantFrom(...organisationRoles), fc.constantFrom(...projectRoles), (who, role, projectRole) => {
    const me = somebody(...who);
    const [held, heldHere] = [me.held(), me.held('here')];
    expect(refuses(() => requireRoleGrant(me, role))).toBe(![...permissionsOfOrganisationRole(role)].every((permission) => held.has(permission)));
    expect(refuses(() => requireProjectRoleGrant(me, { ...here, role: projectRole }))).toBe(![...permissionsOfProjectRole(projectRole)].every((permission) => heldHere.has(permission)));
  }));
});

test.each([
  ['finance gives no role in a project that issues keys', 'finance', null, 'developer', true],
  ['a viewer of the organisation who is an admin here may make one here', 'viewer', 'admin', 'admin', false],
  ['a developer here makes no admin here', null, 'developer', 'admin', true],
] as const)('%s', (_, role, inProject, given, refused) => {
  const me = somebody(role, inProject);
  expect(refuses(() => requireProjectRoleGrant(me, { ...here, role: given }, 'projectRoles[0].role'))).toBe(refused);
  expect(refuses(() => requireProjectRoleGrant(me, { projectId: 'elsewhere', role: given }))).toBe(true);
});

test('the refusal is a 403 that names the field', () => {
  const named = (param: string) => expect.objectContaining({ status: 403, shown: expect.objectContaining({ param }) });
  expect(() => requireRoleGrant(somebody('admin'), 'owner')).toThrow(named('role'));
  expect(() => requireProjectRoleGrant(somebody('finance'), { ...here, role: 'admin' }, 'projectRoles[3].role')).toThrow(named('projectRoles[3].role'));
});

test('nobody changes a member who holds more, in the organisation or in any project', () => {
  const member = (role: string | null, ...inProjects: string[]) => ({ role, projectRoles: inProjects.map((word, index) => ({ projectId: `p${index}`, role: word })) });
  const changes = (role: OrganisationRole, target: ReturnType<typeof member>) => !refuses(() => requireNoMoreThan(somebody(role), target));
  expect(changes('admin', member('admin', 'admin', 'developer'))).toBe(true);
  expect(changes('admin', member('owner'))).toBe(false);
  expect(changes('finance', member('viewer'))).toBe(false); // a viewer sees keys
  expect(changes('auditor', member(null, 'viewer', 'admin'))).toBe(false);
});

test('a role that this version does not know is judged by nobody', () => {
  const [owner, unknown] = [somebody('owner'), { projectId: 'here', role: 'emperor' }];
  expect(refuses(() => requireNoMoreThan(owner, { role: 'emperor', projectRoles: [] }))).toBe(true);
  expect(refuses(() => requireNoMoreThan(owner, { role: null, projectRoles: [unknown] }))).toBe(true);
});
