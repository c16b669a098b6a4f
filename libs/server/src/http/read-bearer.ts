// Reads the secret of an Authorization header as passport's bearer strategy does. Without passport's own framework: that adds methods
// to every request and calls back later. Of the header alone: the strategy would also take a token from the address or the body,
// where logs would find it.
import type { Request } from 'express';
import { Strategy } from 'passport-http-bearer';

type Verify = (secret: string, done: (error: null, secret: string) => void) => void;

class BearerStrategy extends Strategy<Verify> {
  private secret: string | undefined;

  constructor() {
    super({}, (secret, done) => done(null, secret));
  }

  read(authorization: string | undefined): string | undefined {
    this.authenticate({ headers: { authorization } } as Request);
    const { secret } = this;
    this.secret = undefined;
    return secret;
  }

  /** The strategy's verdict. It calls one of these two before `authenticate` returns. */
  success(secret: string): void {
    this.secret = secret;
  }

  /** Its challenge is not used: it would tell a missing token from a wrong one. */
  fail(): void {
    this.secret = undefined;
  }
}

const strategy = new BearerStrategy();

/** The text after "Bearer", whatever it is; undefined for a header of any other form. */
export function readBearer(authorization: string | undefined): string | undefined {
  return strategy.read(authorization);
}
