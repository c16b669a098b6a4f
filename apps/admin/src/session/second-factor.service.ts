// Turning the second factor on and off, and new recovery codes. Whoever does it shows a code of it; to turn it on or off, the password too.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { hashRecoveryCode, mintRecoveryCodes } from '#access/recovery-codes';
import { Database } from '#database/database';
import { MemberSecretRepository, type MemberSecrets } from '#database/member-secrets';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import { authorOf, principalOf } from '../access/signed-in.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { verifyPassword } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: Database, private readonly secrets: MemberSecretRepository, private readonly secondFactor: SecondFactor,
    private readonly throttle: SignInThrottle, private readonly clock: Clock,
  ) {}

  /** 409 when it is on. With the password, if the member has one: nobody else's session plants a factor. */
  async begin(request: Request, password: string | undefined): Promise<{ secret: string; uri: string }> {
    const mine = await this.mine(request);
    if (mine.passwordHash !== null) await this.throttle.attempt(request, 'second-factor', mine.memberId, () => requirePassword(mine, password));
    return this.secondFactor.begin(mine);
  }

  /** Turns it on with the first code; gives the recovery codes. */
  async confirm(request: Request, code: string): Promise<string[]> {
    const mine = await this.mine(request);
    if (!mine.totp) throw new ApiError('conflict', { message: 'Begin with POST /api/session/totp.' });
    if (mine.totp.isConfirmed) throw new ApiError('conflict', { message: 'The second factor is on.' });
    const { memberId, totp: { sealed } } = mine;
    await this.proven(request, mine, code);
    const codes = mintRecoveryCodes();
    await this.database.change(authorOf(request), this.now(), (change) =>
      this.secrets.confirmTotp(change, memberId, { sealed, recoveryCodes: codes.map(hashRecoveryCode) }));
    return codes;
  }

  async remove(request: Request, { code, password }: { code: string; password: string }): Promise<void> {
    const mine = await this.confirmed(request);
    await this.proven(request, mine, code, password);
    await this.database.change(authorOf(request), this.now(), (change) => this.secrets.removeTotp(change, mine.memberId));
  }

  /** In place of those there are. */
  async renewRecoveryCodes(request: Request, code: string): Promise<string[]> {
    const mine = await this.confirmed(request);
    await this.proven(request, mine, code);
    const codes = mintRecoveryCodes();
    await this.database.change(authorOf(request), this.now(), (change) => this.secrets.setRecoveryCodes(change, mine.memberId, codes.map(hashRecoveryCode)));
    return codes;
  }

  /** Throws 400 naming the field that is wrong, 429 after too many of them. */
  private proven(request: Request, mine: MemberSecrets, code: string, password?: string): Promise<void> {
    return this.throttle.attempt(request, 'second-factor', mine.memberId, async () => {
      if (password !== undefined) await requirePassword(mine, password);
      if (!(await this.secondFactor.take(mine, code))) throw invalid([{ param: 'code', message: 'code is wrong, or was used before' }]);
    });
  }

  private async confirmed(request: Request): Promise<MemberSecrets> {
    const mine = await this.mine(request);
    if (mine.totp?.isConfirmed !== true) throw new ApiError('conflict', { message: 'The second factor is off.' });
    return mine;
  }

  private async mine(request: Request): Promise<MemberSecrets> {
    return (await this.secrets.find({ id: principalOf(request).memberId })) ?? Promise.reject(notFound('member'));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

async function requirePassword({ passwordHash }: MemberSecrets, password = ''): Promise<void> {
  if (!(await verifyPassword(passwordHash, password))) throw invalid([{ param: 'password', message: 'password is wrong' }]);
}
