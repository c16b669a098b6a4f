// Whether this process still takes requests: set once by whoever stops it, read by readiness and by the refusal below.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ApiError } from '../errors/api-error.js';

export class ServingState {
  stopping = false;
}

/** Express middleware. Kept-alive connections can bring requests after the port is closed; they are sent elsewhere. */
export function refuseWhileStopping(state: ServingState): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!state.stopping || request.url.startsWith('/health/')) return next();
    response.setHeader('connection', 'close');
    return next(new ApiError('stopping'));
  };
}
