// Questions about what members prove who they are with: password, second factor, recovery codes. Nothing of it is ever in a record that
// is shown, or in the audit log: that tells what was changed, and by whom.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Member, Prisma } from './generated/client.js';
import { revokeLinksOf } from './links.js';
import { missing } from './row-state.js';

/** Never leaves the service that checks it. */
export interface MemberSecrets {
  memberId: string;
  email: string;
  isDisabled: boolean;
  /** argon2id. Null: they have no password. */
  passwordHash: string | null;
  /** The sealed secret of the second factor. Until it is confirmed it is asked for nowhere. */
  totp: { sealed: Uint8Array<ArrayBuffer>; isConfirmed: boolean } | null;
}

@Injectable()
export class MemberSecretRepository {
  constructor(private readonly database: Database) {}

  find(who: { id: string } | { email: string }): Promise<MemberSecrets | undefined> {
    const where = 'email' in who ? { email: who.email.toLowerCase() } : who;
    return this.database.ask(async (client) => {
      const row = await client.member.findUnique({ where });
      return row ? memberSecrets(row) : undefined;
    });
  }

  /** Links that would set another one do not work any more. Throws `missing`. */
  async setPassword(change: Change, memberId: string, passwordHash: string): Promise<void> {
    await revokeLinksOf(change, { resetsFor: memberId });
    await write(change, 'member.set-password', { id: memberId }, { passwordHash, passwordChangedAt: change.at });
  }

  /** Keeps a secret until it is confirmed, in place of one that was not. Throws `in-use` when the second factor is on. */
  async beginTotp(memberId: string, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
    const { count } = await this.database.ask((client) =>
      client.member.updateMany({ where: { id: memberId, totpConfirmedAt: null }, data: { totpSecret: sealed, totpStep: null } }));
    if (count === 0) throw new DatabaseError('in-use', 'The second factor is on. Turn it off first.');
  }

  /** Of all second factors, confirmed or not. */
  listSealed(): Promise<{ memberId: string; sealed: Uint8Array<ArrayBuffer> }[]> {
    return this.database.ask(async (client) => {
      const rows = await client.member.findMany({ where: { totpSecret: { not: null } }, select: { id: true, totpSecret: true } });
      return rows.flatMap(({ id, totpSecret }) => (totpSecret ? [{ memberId: id, sealed: totpSecret }] : []));
    });
  }

  /** The same secret, sealed anew; unless another was begun meanwhile. */
  async resealTotp(memberId: string, from: Uint8Array<ArrayBuffer>, to: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.database.ask((client) => client.member.updateMany({ where: { id: memberId, totpSecret: from }, data: { totpSecret: to } }));
  }

  /** Turns the second factor on, if the secret is still the one that was confirmed. Throws `stale`. */
  async confirmTotp(change: Change, memberId: string, { sealed, recoveryCodes }: { sealed: Uint8Array<ArrayBuffer>; recoveryCodes: string[] }): Promise<void> {
    const where = { id: memberId, totpConfirmedAt: null, totpSecret: sealed };
    await write(change, 'member.turn-on-second-factor', where, { totpConfirmedAt: change.at, recoveryCodes }, () => {
      throw new DatabaseError('stale', 'Another secret was begun meanwhile. Begin again.');
    });
  }

  /** Throws `missing` when it is off. */
  async removeTotp(change: Change, memberId: string): Promise<void> {
    const data = { totpSecret: null, totpConfirmedAt: null, totpStep: null, recoveryCodes: [] };
    await write(change, 'member.turn-off-second-factor', { id: memberId, totpConfirmedAt: { not: null } }, data, () => missing('second factor'));
  }

  /** In place of those there are. `hashes`: their SHA-256. Throws `missing` when the second factor is off. */
  async setRecoveryCodes(change: Change, memberId: string, hashes: string[]): Promise<void> {
    const where = { id: memberId, totpConfirmedAt: { not: null } };
    await write(change, 'member.renew-recovery-codes', where, { recoveryCodes: hashes }, () => missing('second factor'));
  }

  /** Whether the time step of a code is later than any whose code was taken: no code works twice, nor for two at once. */
  takeTotpStep(memberId: string, step: number): Promise<boolean> {
    const where = { id: memberId, OR: [{ totpStep: null }, { totpStep: { lt: step } }] };
    return this.database.ask(async (client) => (await client.member.updateMany({ where, data: { totpStep: step } })).count > 0);
  }

  /** Uses a recovery code up. False: it is none of theirs, or was used. */
  takeRecoveryCode(memberId: string, hash: string): Promise<boolean> {
    return this.database.ask(async (client) => {
      // Whoever comes second waits for the row, then finds the code gone.
      const count = await client.$executeRaw`UPDATE member SET recovery_codes = array_remove(recovery_codes, ${hash}) WHERE id = ${memberId} AND ${hash} = ANY(recovery_codes)`;
      return count > 0;
    });
  }
}

async function write(
  change: Change, action: string, where: Prisma.MemberWhereInput & { id: string }, data: Prisma.MemberUpdateManyMutationInput, otherwise: () => never = () => missing('member'),
): Promise<void> {
  const { count } = await change.client.member.updateMany({ where, data: { ...data, version: { increment: 1 } } });
  if (count === 0) otherwise();
  change.note({ action, resource: 'member', resourceId: where.id });
}

function memberSecrets({ id, email, disabledAt, passwordHash, totpSecret, totpConfirmedAt }: Member): MemberSecrets {
  const totp = totpSecret ? { sealed: totpSecret, isConfirmed: totpConfirmedAt !== null } : null;
  return { memberId: id, email, isDisabled: disabledAt !== null, passwordHash, totp };
}
