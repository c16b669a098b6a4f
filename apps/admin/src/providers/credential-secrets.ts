// Secrets of providers on their way into the database and out of it: sealed, bound to their row. They leave this process in a
// header to their provider alone.
import { Injectable } from '@nestjs/common';
import { Sealer } from '#access/seal';
import type { SealedSecret } from '#database/credentials';

/** What a header can carry. */
export const secretPattern = /^[\x21-\x7e]{1,4000}$/;

const shownLength = 4;
/** Of a shorter secret the last characters would give too much away. */
const shortestShown = 16;

@Injectable()
export class CredentialSecrets {
  constructor(private readonly sealer: Sealer) {}

  seal(secret: string, rowId: string): SealedSecret {
    return { secret: Uint8Array.from(this.sealer.seal(secret, rowId)), last4: secret.length < shortestShown ? null : secret.slice(-shownLength) };
  }

  /** Throws SealError. */
  open(sealed: Uint8Array, rowId: string): string {
    return this.sealer.open(sealed, rowId);
  }

  /** Sealed by the current key; undefined where it is already. Throws SealError. */
  reseal(sealed: Uint8Array, rowId: string): Uint8Array<ArrayBuffer> | undefined {
    return this.sealer.isCurrent(sealed) ? undefined : Uint8Array.from(this.sealer.seal(this.open(sealed, rowId), rowId));
  }
}
