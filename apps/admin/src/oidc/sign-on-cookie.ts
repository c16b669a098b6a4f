// What the browser keeps while it is away at the identity provider: sealed, so that nobody reads or makes one. The answer is taken
// only from the browser that was sent there, and within minutes.
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Sealer } from '#access/seal';
import { Clock } from '#server/clock';
import { adminEnvToken, type AdminEnv } from '../env.js';

/** What only this browser and we know of one sign-on. */
export interface SignOnSecrets { state: string; nonce: string; verifier: string }

const lifetimeMs = 600_000;
/** Nothing that is sealed for another purpose opens as this. */
const purpose = 'single sign-on';

@Injectable()
export class SignOnCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor(@Inject(adminEnvToken) env: AdminEnv, private readonly sealer: Sealer, private readonly clock: Clock) {
    const secure = env.ADMIN_URL?.startsWith('https:') ?? false;
    this.name = secure ? '__Host-aiproxy_sign_on' : 'aiproxy_sign_on';
    // Lax: the browser comes back from another site.
    this.options = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  }

  write(response: Response, secrets: SignOnSecrets): void {
    const text = JSON.stringify({ ...secrets, expiresAtMs: this.clock.now() + lifetimeMs });
    response.cookie(this.name, this.sealer.seal(text, purpose).toString('base64url'), { ...this.options, maxAge: lifetimeMs });
  }

  /** Takes it from the browser, too. Undefined: there is none that is ours and young enough. */
  take({ headers }: Request, response: Response): SignOnSecrets | undefined {
    response.clearCookie(this.name, this.options);
    const sealed = new RegExp(`(?:^|;)\\s*${this.name}=([\\w-]{1,2000})\\s*(?:;|$)`).exec(headers.cookie ?? '')?.[1];
    const { expiresAtMs, ...secrets } = sealed === undefined ? { expiresAtMs: 0 } : this.open(sealed);
    return expiresAtMs > this.clock.now() ? secrets as SignOnSecrets : undefined;
  }

  private open(sealed: string): Partial<SignOnSecrets> & { expiresAtMs: number } {
    try {
      return JSON.parse(this.sealer.open(Buffer.from(sealed, 'base64url'), purpose)) as SignOnSecrets & { expiresAtMs: number };
    } catch {
      return { expiresAtMs: 0 };
    }
  }
}
