// The second factor of a member: a secret that their app and we share, and the codes made from it. A code that was right is used up; so is
// a recovery code, which is taken in its place.
import { Injectable } from '@nestjs/common';
import { hashRecoveryCode } from '#access/recovery-codes';
import { Sealer } from '#access/seal';
import { MemberSecretRepository, type MemberSecrets } from '#database/member-secrets';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import { isTotpCode, newTotpSecret, totpStepOf } from './totp.js';

@Injectable()
export class SecondFactor {
  constructor(private readonly secrets: MemberSecretRepository, private readonly sealer: Sealer, private readonly clock: Clock) {}

  /** Keeps a new secret, sealed. It is asked for nowhere until it is confirmed. */
  async begin({ memberId, email }: MemberSecrets): Promise<{ secret: string; uri: string }> {
    const made = newTotpSecret(email);
    await this.secrets.beginTotp(memberId, Uint8Array.from(this.sealer.seal(made.secret, memberId)));
    return made;
  }

  /** Which sort of code it is when it is right; then it never is again. Confirmed or not is the caller's question. */
  async take({ memberId, totp }: MemberSecrets, code: string): Promise<'totp' | 'recovery-code' | undefined> {
    if (!totp) return undefined;
    if (!isTotpCode(code)) return (await this.secrets.takeRecoveryCode(memberId, hashRecoveryCode(code))) ? 'recovery-code' : undefined;
    const step = await totpStepOf(code, this.open(totp.sealed, memberId), this.clock.now());
    return step !== undefined && await this.secrets.takeTotpStep(memberId, step) ? 'totp' : undefined;
  }

  /** A key that is gone is our failure: the member's code may be right. Their recovery codes work all the same. */
  private open(sealed: Uint8Array, memberId: string): string {
    try {
      return this.sealer.open(sealed, memberId);
    } catch (error) {
      throw new ApiError('internal_error', { internal: `the second factor of member ${memberId} cannot be opened: ${(error as Error).message}` });
    }
  }
}
