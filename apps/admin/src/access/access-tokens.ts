// Finds the member behind a personal access token. Every doubt gives nobody: unknown, expired, revoked and disabled look alike.
import { Injectable } from '@nestjs/common';
import { asOrganisationRole } from '#access/roles';
import { hashToken, isWellFormedAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { Clock } from '#server/clock';
import { readBearer } from '#server/http/read-bearer';
import { principalOfMember, type Principal } from './principal.js';

@Injectable()
export class AccessTokens {
  constructor(private readonly repository: AccessTokenRepository, private readonly clock: Clock) {}

  async principalOf(authorization: string | undefined): Promise<Principal | undefined> {
    const secret = readBearer(authorization);
    if (secret === undefined || !isWellFormedAccessToken(secret)) return undefined;
    const found = await this.repository.findActive(hashToken(secret), new Date(this.clock.now()));
    const role = asOrganisationRole(found?.role ?? null);
    return found && role ? principalOfMember(found.member, { kind: 'token', tokenId: found.id, role }) : undefined;
  }
}
