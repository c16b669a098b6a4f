// Reads JSON bodies within bounds, before the handlers: their DTOs then check what is in it.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ApiError } from '#server/errors/api-error';
import type { BodyBudget } from '#server/http/body-budget';
import { readBody } from '#server/http/read-body';

/** A configuration file is the largest thing that is sent here. */
const limitBytes = 4 * 1024 * 1024;

/** Express middleware (5: a rejection goes to the error handler). Rejects with ApiError for what is too large, no JSON, or JSON but no object. */
export function readJson(budget: BodyBudget): RequestHandler {
  return async (request: Request, _: Response, next: NextFunction) => {
    const reads = request.method !== 'GET' && request.method !== 'HEAD' && hasBody(request);
    request.body = reads ? parse(await readBody(request, { limitBytes, budget })) : {};
    next();
  };
}

const hasBody = ({ headers }: Request) => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Nest takes fields of these names out before anything is checked: what is written under one would vanish without a word. */
const unusable = /"(__proto__|prototype|constructor)"\s*:/;

function parse(bytes: Buffer): object {
  let value: unknown;
  const text = bytes.toString('utf8');
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError('invalid_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('invalid_request', { message: 'The body must be a JSON object.' });
  const [, name] = unusable.exec(text) ?? [];
  if (name !== undefined) throw new ApiError('invalid_request', { message: `Nothing can be named "${name}".` });
  return value;
}
