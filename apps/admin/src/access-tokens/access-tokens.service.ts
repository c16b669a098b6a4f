// The rules of personal access tokens: everybody makes their own, and none that may do more than its member.
import { Injectable } from '@nestjs/common';
import { mayGrant, permissionsOfOrganisationRole, type OrganisationRole } from '#access/roles';
import { mintAccessToken } from '#access/token';
import { AccessTokenRepository, type AccessTokenRecord } from '#database/access-tokens';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import type { Page } from '#database/page';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import type { Principal } from '../access/principal.js';
import { pageQuestion } from '../http/list-query.dto.js';
import type { AccessTokenQueryDto, CreateAccessTokenDto } from './access-token.dto.js';

const dayMs = 86_400_000;

@Injectable()
export class AccessTokensService {
  constructor(private readonly database: Database, private readonly tokens: AccessTokenRepository, private readonly clock: Clock) {}

  list({ memberId }: Principal, query: AccessTokenQueryDto): Promise<Page<AccessTokenRecord>> {
    return this.tokens.listByMember(memberId, pageQuestion(query), { name: query.name });
  }

  /** Throws 403 for a role that holds more than the member. */
  async create(by: Author, me: Principal, { name, role, expiresInDays = 90 }: CreateAccessTokenDto): Promise<{ token: AccessTokenRecord; secret: string }> {
    if (!mayTake(me, role)) throw new ApiError('forbidden', { param: 'role', message: `You do not hold all that the role ${role} holds.` });
    const { secret, hash, last4 } = mintAccessToken();
    const nowMs = this.clock.now();
    const token = await this.database.change(by, new Date(nowMs), (change) =>
      this.tokens.create(change, { memberId: me.memberId, name, hash, last4, role, expiresAt: new Date(nowMs + expiresInDays * dayMs) }));
    return { token, secret };
  }

  /** Throws 403 for another token than the one that asks: a copied one shall not take away what works. */
  async revoke(by: Author, { memberId, facts: { via } }: Principal, id: string): Promise<void> {
    if (via.kind === 'token' && via.tokenId !== id) throw new ApiError('forbidden', { message: 'An access token revokes none but itself. Others need a session.' });
    await this.database.change(by, new Date(this.clock.now()), (change) => this.tokens.revoke(change, memberId, id));
  }
}

/**
 * A token never does more than its member may at that time; this is about later, when the member may do more. Who has roles in projects
 * only takes `admin`, which leaves all that those hold, or `viewer`, which leaves the reading.
 */
function mayTake(me: Principal, role: OrganisationRole): boolean {
  if (me.facts.role === null) return role === 'admin' || role === 'viewer';
  return mayGrant(me.held(), permissionsOfOrganisationRole(role));
}
