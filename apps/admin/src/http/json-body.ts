// Reads bodies, JSON for all but one, within bounds, after the guards and before the handlers: their DTOs then check what is in it. Nobody unknown makes us
// hold more than a small body.
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ApiError } from '#server/errors/api-error';
import { BodyBudget } from '#server/http/body-budget';
import { isCsv, readBody } from '#server/http/read-body';
import { accessOf } from '../access/route-access.js';

/** A configuration file is the largest thing that is sent here. */
const limitBytes = 4 * 1024 * 1024;
/** A password, a link, a name. */
const publicLimitBytes = 16 * 1024;

/** The route's body may come as `text/csv`, too: it is then as if it were `{"csv": …}`. */
export const TakesCsv = Reflector.createDecorator<void, true>({ transform: () => true });

@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector, private readonly budget: BodyBudget) {}

  /** Rejects with ApiError for what is too large, no JSON, or JSON but no object. */
  async intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<Request>();
    const isPublic = accessOf(this.reflector, context)?.kind === 'public';
    const takesCsv = (this.reflector.get(TakesCsv, context.getHandler()) as true | undefined) === true;
    request.body = hasBody(request) ? parseBody(request, await readBody(request, { limitBytes: isPublic ? publicLimitBytes : limitBytes, budget: this.budget, takesCsv })) : {};
    return next.handle();
  }
}

const hasBody = ({ method, headers }: Request) =>
  method !== 'GET' && method !== 'HEAD' && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);

const parseBody = ({ headers }: Request, bytes: Buffer) => (isCsv(headers) ? { csv: bytes.toString('utf8') } : parseJson(bytes));

function parseJson(bytes: Buffer): object {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ApiError('invalid_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('invalid_request', { message: 'The body must be a JSON object.' });
  requireUsable(value);
  return value;
}

/** Nest takes fields of these names out before anything is checked: what is written under one would vanish without a word. */
const unusable: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
/** Far more than anything here has; whoever checks a body goes down it by calling itself. */
const deepest = 32;

function requireUsable(value: unknown, depth = 1): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepest) throw new ApiError('invalid_request', { message: `The body must not be nested deeper than ${deepest} levels.` });
  for (const [name, inner] of Object.entries(value)) {
    if (unusable.has(name)) throw new ApiError('invalid_request', { message: `Nothing can be named "${name}".` });
    requireUsable(inner, depth + 1);
  }
}
