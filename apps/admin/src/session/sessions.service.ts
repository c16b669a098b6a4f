// Opens, turns and ends sessions. Whoever has found out who somebody is (by password, link or single sign-on) signs them in here.
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { hashToken, mintToken } from '#access/token';
import { Database } from '#database/database';
import { MemberRepository } from '#database/members';
import type { Page } from '#database/page';
import { SessionRepository, type FoundSession, type SessionRecord } from '#database/sessions';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import { csrfTokenOf } from '../access/csrf.js';
import { principalOfMember } from '../access/principal.js';
import { authorOf, clientOf, principalOf, publicAuthor } from '../access/signed-in.js';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { renderSession } from './render-session.js';
import { SessionCookies } from './session-cookies.js';
import type { SessionDto, SessionQueryDto } from './session.dto.js';
import { aliveAt, graceMs, longestMs } from './session-lifetimes.js';

/** How a member proved who they are. */
export type SignInMethod = 'password' | 'password+totp' | 'password+recovery-code' | 'oidc' | 'link';

@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database, private readonly sessions: SessionRepository, private readonly members: MemberRepository,
    private readonly cookies: SessionCookies, private readonly clock: Clock,
  ) {}

  /** Signs the member in: a session of its own, its cookie on `response`. The session that the browser came with ends. 404 for a disabled member. */
  async open(request: Request, response: Response, memberId: string, method: SignInMethod): Promise<SessionDto> {
    const nowMs = this.clock.now();
    const member = await this.members.find(memberId);
    if (!member) throw notFound('member');
    const [family, { secret, hash }] = [mintToken(), mintToken()];
    const session = { id: family.hash, memberId, hash, method, expiresAt: new Date(nowMs + longestMs), address: request.ip ?? '', client: clientOf(request) ?? '' };
    const earlier = await this.cameWith(request);
    await this.database.change({ ...publicAuthor(request, member.email), id: memberId }, new Date(nowMs), async (change) => {
      if (earlier) await this.sessions.endAll(change, earlier.memberId, { only: earlier.id, reason: 'signed in anew' });
      await this.sessions.open(change, session, aliveAt(nowMs));
    });
    this.cookies.write(response, { family: family.secret, secret }, session.expiresAt);
    const me = principalOfMember({ ...member, memberId }, { kind: 'session', sessionId: session.id });
    return renderSession(member, me, { secret, expiresAt: session.expiresAt });
  }

  /** Gives the session of this request a new secret. The one before works for moments; of two turns at once one happens. */
  async turn(request: Request, response: Response): Promise<void> {
    const { session } = request;
    const sent = this.cookies.read(request);
    // A second turn within one request would make an old cookie of the only one that the browser has, and may be sending just now.
    if (!session || !sent || session.secret !== sent.secret) return;
    const { secret, hash } = mintToken();
    const at = new Date(this.clock.now());
    const turned = await this.sessions.rotate(session.id, { from: hashToken(session.secret), to: hash, at, previousUntil: new Date(at.getTime() + graceMs) });
    if (!turned) return;
    session.secret = secret;
    this.cookies.write(response, { family: sent.family, secret }, session.expiresAt);
    response.setHeader('x-csrf-token', csrfTokenOf(secret));
  }

  /** Writes down that somebody was not let in, then says so: the same to everybody, whatever the reason. */
  async refuse(request: Request, email: string, memberId: string | undefined, reason: string): Promise<never> {
    await this.database.change(publicAuthor(request, email), new Date(this.clock.now()), async (change) => {
      change.note({ action: 'session.refuse', resource: 'member', resourceId: memberId ?? 'unknown', after: { reason } });
    });
    throw new ApiError('sign_in_failed');
  }

  /** Ends one of the member's own sessions. 404 for any other. */
  async end(request: Request, response: Response, id: string, reason = 'signed out'): Promise<void> {
    const by = authorOf(request);
    await this.database.change(by, new Date(this.clock.now()), (change) => this.sessions.end(change, id, { memberId: by.id ?? '', reason }));
    if (request.session?.id === id) this.cookies.clear(response);
  }

  /** All of the member's own, the current one only with `all`. */
  async endAll(request: Request, response: Response, { all }: { all: boolean }): Promise<void> {
    const { memberId } = principalOf(request);
    const except = all ? undefined : request.session?.id;
    await this.database.change(authorOf(request), new Date(this.clock.now()), (change) => this.sessions.endAll(change, memberId, { except, reason: 'signed out everywhere' }));
    if (all) this.cookies.clear(response);
  }

  list(memberId: string, query: SessionQueryDto): Promise<Page<SessionRecord>> {
    return this.sessions.listByMember(memberId, aliveAt(this.clock.now()), pageQuestion(query), { client: query.client });
  }

  /** Whoever is signed in, by cookie or token. */
  async current(request: Request): Promise<SessionDto> {
    const me = principalOf(request);
    const member = await this.members.find(me.memberId);
    if (!member) throw notFound('member');
    return renderSession(member, me, request.session);
  }

  /** The session that the browser's cookie names, if its secret is the current one. */
  private async cameWith(request: Request): Promise<FoundSession | undefined> {
    const sent = this.cookies.read(request);
    if (!sent) return undefined;
    const found = await this.sessions.find(hashToken(sent.family), aliveAt(this.clock.now()));
    return found?.hash === hashToken(sent.secret) ? found : undefined;
  }
}
