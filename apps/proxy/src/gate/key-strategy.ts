// Finds the key of a request in its Authorization header, by passport's bearer strategy. Without passport's own framework:
// that adds methods to every request and calls back later, while a known key is found in memory at once.
import type { Request } from 'express';
import { Strategy } from 'passport-http-bearer';
import type { KeyRecord } from '#database/records';

/** At once when the key is known; a promise when Postgres has to be asked; undefined when it can be no key of ours. */
export type FoundKey = KeyRecord | Promise<KeyRecord | undefined> | undefined;

type Verify = (secret: string, done: (error: null, key: FoundKey | false) => void) => void;

export class KeyStrategy extends Strategy<Verify> {
  private found: FoundKey;

  /** `lookUp` gets the text after "Bearer", whatever it is. What it throws comes out of `find`. */
  constructor(lookUp: (secret: string) => FoundKey) {
    super({}, (secret, done) => done(null, lookUp(secret) ?? false));
  }

  /** Nothing but the header: the strategy would also take a token from the address or the body, where logs would find it. */
  find(authorization: string | undefined): FoundKey {
    this.found = undefined;
    this.authenticate({ headers: { authorization } } as Request);
    const { found } = this;
    this.found = undefined;
    return found;
  }

  /** The strategy's verdict. It calls one of these two before `authenticate` returns, since `lookUp` never waits. */
  success(key: FoundKey): void {
    this.found = key;
  }

  /** Its challenge is not used: it would tell a missing key from a wrong one. */
  fail(): void {
    this.found = undefined;
  }
}
