// A personal access token for a member who has no browser at hand: the way from a fresh installation to `aiproxy apply`.
import { asOrganisationRole, mayGrant, organisationRoles, permissionsOfOrganisationRole, type OrganisationRole } from '#access/roles';
import { mintAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { systemAuthor } from '#database/change';
import { MemberRepository, type MemberRecord } from '#database/members';
import { CliError } from '../failure.js';
import { withInstallation } from './with-installation.js';

export interface Wish { email: string; name: string; days: number; role?: OrganisationRole | undefined }

export interface CreatedToken { id: string; email: string; name: string; role: string; expiresAt: string; secret: string }

const dayMs = 86_400_000;

/** In the audit log it is the work of the command line. Throws CliError when there is no such member, or they hold less than is wished. */
export async function createToken(env: NodeJS.ProcessEnv, now: Date, { email, name, days, role: wished }: Wish): Promise<CreatedToken> {
  const { secret, hash, last4 } = mintAccessToken();
  const expiresAt = new Date(now.getTime() + days * dayMs);
  const token = await withInstallation(env, (database) => database.change(systemAuthor('command'), now, async (change) => {
    const member = await new MemberRepository(database).seekIn(change, { email });
    if (!member) throw new CliError(`There is no member ${email}.`);
    const role = roleFor(member, wished);
    return new AccessTokenRepository(database).create(change, { memberId: member.id, name, hash, last4, role, expiresAt });
  }));
  return { id: token.id, email, name, role: token.role, expiresAt: expiresAt.toISOString(), secret };
}

/** By the rule of the API: a token's role only ever narrows, and one above the member's would promise what they do not hold. */
function roleFor({ email, role: word, disabledAt }: MemberRecord, wished: OrganisationRole | undefined): OrganisationRole {
  if (disabledAt !== null) throw new CliError(`${email} is disabled.`);
  const own = asOrganisationRole(word);
  // Who has roles in projects only: `admin` leaves all that those hold, `viewer` the reading.
  const fitting = own === null ? ['admin', 'viewer'] as const : organisationRoles.filter((role) => mayGrant(permissionsOfOrganisationRole(own), permissionsOfOrganisationRole(role)));
  const role = fitting.find((one) => one === (wished ?? own ?? 'admin'));
  if (role === undefined) throw new CliError(`${email} has ${own === null ? 'roles in projects only' : `the role ${own}`}: --role may be ${fitting.join(' or ')}.`);
  return role;
}
