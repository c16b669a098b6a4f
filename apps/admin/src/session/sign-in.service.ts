// Signing in by password, and by a second factor where it is on. Whatever is wrong, the answer is the same, and takes the same time.
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MemberSecretRepository, type MemberSecrets } from '#database/member-secrets';
import { ApiError } from '#server/errors/api-error';
import { verifyPassword } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import type { SessionDto, SignInDto } from './session.dto.js';
import { SessionsService, type SignInMethod } from './sessions.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly secrets: MemberSecretRepository, private readonly secondFactor: SecondFactor, private readonly sessions: SessionsService,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Throws ApiError `sign_in_failed`, `second_factor_required` (the password is right) or `rate_limit_exceeded`. */
  signIn(request: Request, response: Response, { email, password, code }: SignInDto): Promise<SessionDto> {
    return this.throttle.attempt(request, 'sign-in', email, async () => {
      const known = await this.secrets.find({ email });
      const matches = await verifyPassword(known?.passwordHash ?? null, password);
      const reason = reasonAgainst(known, matches);
      if (!known || reason !== undefined) return this.sessions.refuse(request, email, known?.memberId, reason ?? '');
      const method = await this.methodOf(known, code);
      if (method === undefined) return this.sessions.refuse(request, email, known.memberId, 'wrong code of the second factor');
      return this.sessions.open(request, response, known.memberId, method);
    });
  }

  private async methodOf(known: MemberSecrets, code: string | undefined): Promise<SignInMethod | undefined> {
    if (known.totp?.isConfirmed !== true) return 'password';
    if (code === undefined) throw new ApiError('second_factor_required');
    const taken = await this.secondFactor.take(known, code);
    return taken && `password+${taken}`;
  }
}

function reasonAgainst(known: MemberSecrets | undefined, matches: boolean): string | undefined {
  if (!known) return 'no member has this address';
  if (known.passwordHash === null) return 'the member has no password';
  if (!matches) return 'wrong password';
  return known.isDisabled ? 'the member is disabled' : undefined;
}
