// A resource's version crosses as its ETag; an update may say with If-Match which version it was made for.
import { type CallHandler, createParamDecorator, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap } from 'rxjs';
import { ApiError } from '#server/errors/api-error';

/** `@IfMatch() version: number | undefined`; undefined: whatever version is there. Throws ApiError for what is no ETag of ours. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseIfMatch(context.switchToHttp().getRequest<Request>().headers['if-match']));

export function parseIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new ApiError('invalid_request', { param: 'If-Match', message: 'If-Match must be the ETag of the resource, like "3".' });
  return Number(version);
}

/** Puts the version of what is answered into its ETag. */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(tap((answer: unknown) => {
      if (typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number') response.setHeader('etag', `"${answer.version}"`);
    }));
  }
}
