// What every answer says to browsers: not to guess types, not to show it inside other pages, not to tell other sites where it was.
import type { NextFunction, Request, Response } from 'express';

/** Express middleware. */
export function guardBrowser(_: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  next();
}
