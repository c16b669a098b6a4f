// The one error that a caller can meet: thrown anywhere in a request's walk, written by the error filter, or put
// into a stream as its last frame.
import { catalogueEntry, type ErrorCode } from './catalogue.js';

export interface ApiErrorDetails {
  /** For the caller, instead of the catalogue's words: no secret, prompt or address of ours. */
  message?: string;
  /** The field of the request that is to blame. */
  param?: string | null;
  /** Everything that is wrong, where more than the first problem is told (the admin API's). */
  problems?: readonly FieldProblem[];
  /** For our log only: no secret, prompt or stack either. */
  internal?: string;
  /** Beside, or instead of, the catalogue's. */
  headers?: Readonly<Record<string, string>>;
  /** Where the catalogue's does not say it exactly: a provider's own 4xx passed on. */
  status?: number;
  /** A provider's own code, passed on because callers know it. */
  publicCode?: string;
}

export interface FieldProblem { param: string; message: string }

/** OpenAI's shape: exactly these four keys, in frames of a stream too. The admin API adds `problems` to what is wrong in several fields. */
export interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null; problems?: readonly FieldProblem[] };
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly internal: string | undefined;
  private readonly shown: ErrorBody['error'];

  constructor(readonly code: ErrorCode, details: ApiErrorDetails = {}) {
    const entry = catalogueEntry(code);
    super(details.message ?? entry.message);
    this.status = details.status ?? entry.status;
    this.headers = { ...entry.headers, ...details.headers };
    this.internal = details.internal;
    this.shown = {
      message: this.message,
      type: entry.type,
      param: details.param ?? null,
      code: details.publicCode ?? (entry.code === undefined ? code : entry.code),
      ...(details.problems && { problems: details.problems }),
    };
  }

  body(): ErrorBody {
    return { error: this.shown };
  }
}

/** The caller hung up: nobody is left to answer, and it is no failure of ours. The error filter stays silent. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}
