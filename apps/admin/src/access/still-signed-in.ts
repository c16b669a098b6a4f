// Whether whoever asked is still signed in, and what they may do by now: for answers that have no end.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { SessionRepository } from '#database/sessions';
import { Clock } from '#server/clock';
import { aliveAt } from '../session/session-lifetimes.js';
import { principalOfMember, type Principal } from './principal.js';
import { principalOf } from './signed-in.js';
import { TokenSignIn } from './token-sign-in.js';

@Injectable()
export class StillSignedIn {
  constructor(private readonly tokens: TokenSignIn, private readonly sessions: SessionRepository, private readonly clock: Clock) {}

  /** Undefined: no more. A session is not kept alive by it. */
  async principalNow(request: Request): Promise<Principal | undefined> {
    const { via } = principalOf(request).facts;
    if (via.kind === 'token') return this.tokens.principalOf(request.headers.authorization);
    const found = await this.sessions.find(via.sessionId, aliveAt(this.clock.now()));
    return found && principalOfMember(found.member, via);
  }
}
