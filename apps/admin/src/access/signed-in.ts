// What a handler takes of the request about who calls it.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Author } from '#database/change';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from './principal.js';

declare global {
  namespace Express {
    interface Request {
      /** Set by the sign-in guard; absent on public routes. */
      principal?: Principal;
      /** Of whoever is signed in by cookie. `secret` is the newest one, which this answer may just have made. */
      session?: { id: string; secret: string; expiresAt: Date };
    }
  }
}

/** Behind the guards, on any route that is not public. */
export function principalOf({ principal }: Request): Principal {
  if (principal === undefined) throw new Error('a public route has no principal');
  return principal;
}

/** What a token may not do: 403 for whoever is not signed in by cookie. */
export function sessionOf({ session }: Request): NonNullable<Request['session']> {
  if (session === undefined) throw new ApiError('forbidden', { message: 'This needs a session: access tokens may not do it.' });
  return session;
}

/** Who is written into the audit log. */
export function authorOf(request: Request): Author {
  const { facts } = principalOf(request);
  return { kind: 'member', id: facts.memberId, name: facts.email, via: facts.via.kind, ...placeOf(request) };
}

/** Somebody who is not signed in: a link that is used, a failed sign-in. */
export function publicAuthor(request: Request, name: string): Author {
  return { kind: 'member', id: null, name, via: 'public', ...placeOf(request) };
}

const clientLength = 200;

/** The user agent, shortened. */
export const clientOf = ({ headers }: Request): string | null => headers['user-agent']?.slice(0, clientLength) ?? null;

function placeOf(request: Request): Pick<Author, 'address' | 'client' | 'requestId'> {
  return { address: request.ip ?? null, client: clientOf(request), requestId: request.requestId };
}

const ofRequest = (question: (request: Request) => unknown) =>
  createParamDecorator((_: unknown, context: ExecutionContext) => question(context.switchToHttp().getRequest<Request>()));

/** `@Me() me: Principal` */
export const Me = ofRequest(principalOf);
/** `@By() author: Author` */
export const By = ofRequest(authorOf);
