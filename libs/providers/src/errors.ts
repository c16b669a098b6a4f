// What can go wrong at a provider, told by kind. The apps map these to the one catalogue in libs/server;
// what is retried where is decided by kind as well, never by the words of a message.

export type UpstreamErrorKind =
  // The caller's mistake: passed on as it is, never retried, never held against a target.
  | 'invalid-request' | 'context-length' | 'content-policy' | 'not-found' | 'too-large'
  // Our credential or account at the provider: never shown to the caller as such.
  | 'authentication' | 'permission' | 'quota'
  // Worth another try, here or elsewhere.
  | 'rate-limit' | 'overloaded' | 'server' | 'connection' | 'timeout'
  // The reply broke: cut off before its end, no content at all, or not what the dialect speaks.
  | 'cut' | 'empty' | 'malformed';

export interface UpstreamErrorDetails {
  /** The provider's HTTP status; absent when there was no answer. */
  status?: number;
  /** The provider's own machine-readable code and parameter, where they mean something to the caller. */
  code?: string;
  param?: string;
  /** How long the provider asked us to wait. */
  retryAfterMs?: number;
  /** For us only: never reaches a caller. */
  internal?: string;
}

/** `message` may be shown to the caller: no secret, no address of ours, no stack. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  constructor(readonly kind: UpstreamErrorKind, message: string, readonly details: UpstreamErrorDetails = {}) {
    super(message);
  }
}

/** The caller's request cannot be said in the target's dialect, or is malformed. `param` names the field. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(message: string, readonly param: string | null, readonly code: string | null = null) {
    super(message);
  }
}

const callerMistakes: ReadonlySet<UpstreamErrorKind> = new Set(['invalid-request', 'context-length', 'content-policy', 'not-found', 'too-large']);

/** Whether the provider refused what the caller asked for (as opposed to failing at it). */
export function isCallerMistake(kind: UpstreamErrorKind): boolean {
  return callerMistakes.has(kind);
}
