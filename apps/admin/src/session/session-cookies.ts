// The cookie of a session: how it is named, written, read and taken away. It holds two secrets: the first stays the same as long as the
// session lives and names it (by its hash), the second is changed as the session is used. So a cookie whose second secret is an old one is
// still known as this session's, however old it is: somebody has copied it.
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { adminEnvToken, type AdminEnv } from '../env.js';

export interface SessionSecrets { family: string; secret: string }

@Injectable()
export class SessionCookies {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor(@Inject(adminEnvToken) env: AdminEnv) {
    const secure = env.ADMIN_URL?.startsWith('https:') ?? false;
    // Browsers take `__Host-` only with Secure and without Domain: no other host can put one of its own in its place.
    this.name = secure ? '__Host-aiproxy_session' : 'aiproxy_session';
    // Lax, not Strict: whoever comes back from single sign-on, or by a link in a mail, is signed in.
    this.options = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  }

  read({ headers }: Request): SessionSecrets | undefined {
    for (const pair of headers.cookie?.split(';') ?? []) {
      const [, family, secret] = /^([\w-]{43})\.([\w-]{43})$/.exec(valueOf(pair, this.name) ?? '') ?? [];
      if (family !== undefined && secret !== undefined) return { family, secret };
    }
    return undefined;
  }

  write(response: Response, { family, secret }: SessionSecrets, expires: Date): void {
    response.cookie(this.name, `${family}.${secret}`, { ...this.options, expires });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}

function valueOf(pair: string, name: string): string | undefined {
  const at = pair.indexOf('=');
  return at > 0 && pair.slice(0, at).trim() === name ? pair.slice(at + 1).trim() : undefined;
}
