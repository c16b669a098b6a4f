// Finds the member behind a session's cookie, and keeps the session fresh: notes that it was seen, gives it a new secret each hour, and
// ends it when somebody comes with an old one, since then there are two who have its cookie.
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { hashToken } from '#access/token';
import { Database } from '#database/database';
import { SessionRepository, type FoundSession } from '#database/sessions';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import { SessionCookies } from '../session/session-cookies.js';
import { aliveAt, rotationMs, seenEveryMs } from '../session/session-lifetimes.js';
import { SessionsService } from '../session/sessions.service.js';
import { hasCsrfToken, isUnsafe } from './csrf.js';
import { principalOfMember, type Principal } from './principal.js';
import { authorOf, clientOf } from './signed-in.js';

@Injectable()
export class SessionCookieSignIn {
  constructor(
    private readonly database: Database, private readonly sessions: SessionRepository, private readonly service: SessionsService,
    private readonly cookies: SessionCookies, private readonly clock: Clock,
  ) {}

  /** Sets the request's principal and session. Throws ApiError `csrf_token_invalid` for a change without the session's token. */
  async principalOf(request: Request, response: Response): Promise<Principal | undefined> {
    const sent = this.cookies.read(request);
    const nowMs = this.clock.now();
    const found = sent && await this.sessions.find(hashToken(sent.family), aliveAt(nowMs));
    if (!sent || !found) return undefined;
    const age = ageOf(found, hashToken(sent.secret), nowMs);
    request.principal = principalOfMember(found.member, { kind: 'session', sessionId: found.id });
    if (age === 'old') return this.endCopied(request, found);
    if (isUnsafe(request) && !hasCsrfToken(request, sent.secret)) throw new ApiError('csrf_token_invalid');
    request.session = { id: found.id, secret: sent.secret, expiresAt: found.expiresAt };
    if (age === 'current' && found.rotatedAt.getTime() <= nowMs - rotationMs) await this.service.turn(request, response);
    if (found.seenAt.getTime() <= nowMs - seenEveryMs) await this.noteSeen(request, found, nowMs);
    return request.principal;
  }

  private async noteSeen(request: Request, { id }: FoundSession, nowMs: number): Promise<void> {
    const place = { address: request.ip ?? '', client: clientOf(request) ?? '' };
    await this.sessions.seen(id, { ...place, at: new Date(nowMs), since: new Date(nowMs - seenEveryMs) });
  }

  private async endCopied(request: Request, { id, memberId }: FoundSession): Promise<undefined> {
    const reason = 'a cookie was used that had been replaced: somebody has a copy of it';
    const author = authorOf(request);
    delete request.principal;
    await this.database.change(author, new Date(this.clock.now()), (change) => this.sessions.endAll(change, memberId, { only: id, reason }));
  }
}

/** `recent`: replaced moments ago, of a request that was under way. */
function ageOf({ hash, previous }: FoundSession, sent: string, nowMs: number): 'current' | 'recent' | 'old' {
  if (sent === hash) return 'current';
  return previous?.hash === sent && previous.until.getTime() > nowMs ? 'recent' : 'old';
}
