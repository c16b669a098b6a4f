// A member's own change of password: whoever else is signed in as them is not any more.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { passwordProblem } from '#access/password';
import { Database } from '#database/database';
import { MemberSecretRepository } from '#database/member-secrets';
import { SessionRepository } from '#database/sessions';
import { Clock } from '#server/clock';
import { authorOf, principalOf, sessionOf } from '../access/signed-in.js';
import { invalid } from '../http/validation.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly database: Database, private readonly secrets: MemberSecretRepository, private readonly sessions: SessionRepository,
    private readonly throttle: SignInThrottle, private readonly clock: Clock,
  ) {}

  /** Throws 400 naming the field that is wrong, 429 after too many wrong ones. */
  async change(request: Request, { current, password }: { current: string; password: string }): Promise<void> {
    const { memberId, facts: { email } } = principalOf(request);
    const { id: except } = sessionOf(request);
    requireGoodPassword(password, email);
    await this.throttle.attempt(request, 'sign-in', email, async () => {
      const mine = await this.secrets.find({ id: memberId });
      if (!(await verifyPassword(mine?.passwordHash ?? null, current))) throw invalid([{ param: 'current', message: 'current is not the password' }]);
    });
    const hash = await hashPassword(password);
    await this.database.change(authorOf(request), new Date(this.clock.now()), async (change) => {
      await this.secrets.setPassword(change, memberId, hash);
      await this.sessions.endAll(change, memberId, { except, reason: 'the password was changed' });
    });
  }
}

/** Throws 400 naming `password` for one that nobody should choose. */
export function requireGoodPassword(password: string, email: string): void {
  const problem = passwordProblem(password, { email });
  if (problem !== undefined) throw invalid([{ param: 'password', message: `password ${problem}` }]);
}
