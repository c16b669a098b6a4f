// Whether a request that changes something comes from our own pages. A browser sends the session's cookie along whoever made it send the
// request; the token below and the Origin header only our pages get right.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** Made from the session's secret, so it is changed with it and needs no place of its own. */
export function csrfTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf token').digest('base64url');
}

export function hasCsrfToken({ headers }: Request, secret: string): boolean {
  const sent = headers['x-csrf-token'];
  const [given, expected] = [Buffer.from(typeof sent === 'string' ? sent : ''), Buffer.from(csrfTokenOf(secret))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function isUnsafe({ method }: Request): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** Programs send no Origin; browsers do with whatever changes something. `adminUrl` differs from Host behind some reverse proxies. */
export function isFromElsewhere({ headers }: Request, adminUrl: string | undefined): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true; // `null`: a sandboxed frame, a file
  return new URL(origin).host !== host && !(adminUrl !== undefined && new URL(adminUrl).origin === origin);
}
