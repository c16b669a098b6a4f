import * as fc from 'fast-check';
import { organisationRoles } from '#access/roles';
import { parseGroupRoles, rolesOfGroups } from './group-roles.js';

test('rules are read, groups with = and projects with : and blanks, too', () => {
  expect(parseGroupRoles('staff=viewer, cn=ops=admin ,team a=my project:developer,x=a:b:admin,')).toEqual([
    { group: 'staff', role: 'viewer' }, { group: 'cn=ops', role: 'admin' },
    { group: 'team a', project: 'my project', role: 'developer' }, { group: 'x', project: 'a:b', role: 'admin' },
  ]);
  expect(parseGroupRoles('')).toEqual([]);
});

test.each(['staff', 'staff=', '=viewer', 'staff=king', 'staff=developer', 'staff=:viewer', 'staff=search:owner', 'a=viewer,b=search:'])(
  '"%s" stops the start, naming the variable and the mistake', (text) => {
    expect(() => parseGroupRoles(text)).toThrow(`OIDC_ROLES must be group=role or group=project:role`);
    expect(() => parseGroupRoles(text)).toThrow(JSON.stringify(text.split(',').at(-1)));
  });

test('the highest role of all groups counts, whatever their order, in each project by itself', () => {
  const rules = parseGroupRoles('a=viewer,b=finance,c=admin,a=one:viewer,b=one:admin,c=two:developer');
  expect(rolesOfGroups(rules, ['b', 'a'])).toEqual({ role: 'finance', projects: new Map([['one', 'admin'], ['two', null]]) });
  expect(rolesOfGroups(rules, ['A'])).toEqual({ role: null, projects: new Map([['one', null], ['two', null]]) });
});

test('more groups never mean a lower role', () => {
  const groups = organisationRoles.map((role) => `in-${role}`);
  const rules = parseGroupRoles(organisationRoles.map((role) => `in-${role}=${role}`).join(','));
  const rank = (held: string[]) => {
    const { role } = rolesOfGroups(rules, held);
    return role === null ? organisationRoles.length : organisationRoles.indexOf(role);
  };
  fc.assert(fc.property(fc.subarray(groups), fc.subarray(groups), (some, more) => expect(rank([...some, ...more])).toBeLessThanOrEqual(rank(some))));
});
