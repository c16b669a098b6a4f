// Reads the secret of an Authorization header as passport's bearer strategy does. Of the header alone: the strategy would also take
// a token from the address or the body, where logs would find it.
import type { Request } from 'express';
import { Strategy } from 'passport-http-bearer';

type Verify = (secret: string, done: (error: null, secret: string) => void) => void;

class BearerStrategy extends Strategy<Verify> {
  found: string | undefined;

  constructor() {
    super({}, (secret, done) => done(null, secret));
  }

  success(secret: string): void {
    this.found = secret;
  }

  fail(): void {
    this.found = undefined;
  }
}

/** The text after "Bearer", whatever it is; undefined for any other header. */
export function readBearer(authorization: string | undefined): string | undefined {
  const strategy = new BearerStrategy();
  strategy.authenticate({ headers: { authorization } } as Request);
  return strategy.found;
}
