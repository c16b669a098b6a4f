// Finds the member behind a personal access token. Every doubt gives nobody: unknown, expired, revoked and disabled look alike.
import { Injectable, Logger } from '@nestjs/common';
import { asOrganisationRole } from '#access/roles';
import { hashToken, isWellFormedAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { DatabaseError } from '#database/errors';
import { Clock } from '#server/clock';
import { readBearer } from '#server/http/read-bearer';
import { principalOfMember, type Principal } from './principal.js';

/** Enough to tell whether a token is still in use; more would be a write for every request. */
const usedEveryMs = 60_000;

@Injectable()
export class TokenSignIn {
  private readonly logger = new Logger(TokenSignIn.name);

  constructor(private readonly repository: AccessTokenRepository, private readonly clock: Clock) {}

  async principalOf(authorization: string | undefined): Promise<Principal | undefined> {
    const secret = readBearer(authorization);
    if (secret === undefined || !isWellFormedAccessToken(secret)) return undefined;
    const now = new Date(this.clock.now());
    const found = await this.repository.findActive(hashToken(secret), now);
    const role = asOrganisationRole(found?.role ?? null);
    if (!found || !role) return undefined;
    this.noteUse(found, now);
    return principalOfMember(found.member, { kind: 'token', tokenId: found.id, role });
  }

  /** The request does not wait for it, and does not fail with it. */
  private noteUse({ id, lastUsedAt }: { id: string; lastUsedAt: Date | null }, at: Date): void {
    const since = new Date(at.getTime() - usedEveryMs);
    if (lastUsedAt !== null && lastUsedAt > since) return;
    this.repository.used(id, { at, since }).catch((error: unknown) =>
      this.logger.warn(`the use of an access token was not written: ${error instanceof DatabaseError ? error.kind : 'an error'}`));
  }
}
