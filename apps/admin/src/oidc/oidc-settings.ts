// Single sign-on: the variables of OpenID Connect, checked together.
import { asOrganisationRole, organisationRoles, type OrganisationRole } from '#access/roles';
import { EnvError } from '#server/env/read-env';
import type { EnvVariable } from '#server/env/variable';
import { parseGroupRoles, type GroupRole } from './group-roles.js';

export const oidcVariables = [
  { name: 'OIDC_ISSUER', kind: 'url', protocols: ['https:', 'http:'], description: 'Single sign-on by OpenID Connect: the issuer; http only on this machine. The redirect URI to register there is ADMIN_URL/api/session/oidc/callback' },
  { name: 'OIDC_CLIENT_ID', kind: 'string', description: 'What the issuer calls AIProxy' },
  { name: 'OIDC_CLIENT_SECRET', kind: 'string', secret: true, description: "AIProxy's secret there" },
  { name: 'OIDC_SCOPES', kind: 'string', default: 'openid email profile groups', description: 'What is asked of the issuer' },
  { name: 'OIDC_GROUPS_CLAIM', kind: 'string', default: 'groups', description: "The claim that lists a member's groups" },
  { name: 'OIDC_ROLES', kind: 'string', description: 'Roles by group, like staff=viewer,ops=admin,search-team=search:developer (the last one in the project "search"); set anew at every sign-in of members without a password here' },
  { name: 'OIDC_DEFAULT_ROLE', kind: 'string', description: 'The role of those in none of these groups; without it they are not let in' },
  { name: 'OIDC_NAME', kind: 'string', default: 'single sign-on', description: 'What the button to sign in says' },
] as const satisfies readonly EnvVariable[];

/** What the groups of a member mean here. */
export interface GroupRules { groupRoles: readonly GroupRole[]; defaultRole: OrganisationRole | null }

export interface OidcSettings extends GroupRules {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  scopes: string;
  groupsClaim: string;
  name: string;
}

interface OidcEnv {
  OIDC_ISSUER?: string | undefined; OIDC_CLIENT_ID?: string | undefined; OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_SCOPES: string; OIDC_GROUPS_CLAIM: string; OIDC_ROLES?: string | undefined; OIDC_DEFAULT_ROLE?: string | undefined; OIDC_NAME: string;
}

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Undefined: there is none. Throws EnvError. */
export function readOidcSettings(env: OidcEnv): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (OIDC_ISSUER === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) throw new EnvError('OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set when OIDC_ISSUER is.');
  const issuer = new URL(OIDC_ISSUER);
  if (issuer.protocol !== 'https:' && !loopback.has(issuer.hostname)) throw new EnvError('OIDC_ISSUER must begin with https://, unless it is on this machine.');
  if (!env.OIDC_SCOPES.split(/\s+/).includes('openid')) throw new EnvError('OIDC_SCOPES must hold openid.');
  return {
    issuer, clientId, clientSecret, scopes: env.OIDC_SCOPES, groupsClaim: env.OIDC_GROUPS_CLAIM, name: env.OIDC_NAME,
    groupRoles: parseGroupRoles(env.OIDC_ROLES ?? ''), defaultRole: parseDefaultRole(env.OIDC_DEFAULT_ROLE),
  };
}

function parseDefaultRole(text: string | undefined): OrganisationRole | null {
  const role = asOrganisationRole(text ?? null);
  if (text !== undefined && role === null) throw new EnvError(`OIDC_DEFAULT_ROLE must be one of ${organisationRoles.join(', ')}; ${JSON.stringify(text.slice(0, 80))} is not.`);
  return role;
}
