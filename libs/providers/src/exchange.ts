// An exchange: one upstream call, prepared. It says what goes out and how what comes back is read into what the caller
// gets. The relay works with exchanges only, so that it needs to know no dialect and no provider.
import type { JsonObject } from './hub.js';
import { UpstreamError } from './errors.js';
import type { TargetModel } from './dialect.js';
import type { Provider } from './provider.js';
import type { Usage } from './usage.js';

/** Where a call may go: a provider as it is connected here, and the model it is asked for. */
export interface Target {
  provider: Provider;
  model: TargetModel;
  /** The provider's own or the configured base URL, without a trailing slash. */
  baseUrl: string;
  /** Base URLs from the environment are trusted (loopback too); those set by API are checked against private ranges. */
  trusted: boolean;
  /** The provider's secret in clear; absent where none is needed. */
  secret?: string;
  /** In place of the process's own. */
  limits?: Partial<CallLimits>;
}

/** How long a call may take, in milliseconds. */
export interface CallLimits {
  connectMs: number;
  /** From the request to the reply's headers. */
  firstByteMs: number;
  /** Between two chunks of a reply. */
  idleMs: number;
  totalMs: number;
}

export interface UpstreamRequest {
  /** POST where it is not said; a GET has no body. */
  method?: 'GET';
  target: Target;
  /** Below the base URL, with its leading slash. */
  path: string;
  /** Everything but what `call` adds itself (credential, content-type, accept-encoding). Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
}

/** A whole reply as the caller gets it. `json` stands where the reply was parsed, for a fan-out to merge. */
export interface ReadReply {
  bytes: Buffer;
  json?: JsonObject;
  usage?: Usage;
  /** The service tier it was served in, where the provider says so: it decides the price. */
  serviceTier?: string;
  /** The model that answered, as its provider names it. */
  model?: string;
}

/** A reply on its way through: bytes in, bytes out; the usage is read from what passes. */
export interface PipedReply {
  push(bytes: Buffer): Buffer;
  end(): { bytes: Buffer; usage?: Usage; serviceTier?: string };
}

/** What a stream has shown so far. */
export interface StreamSeen {
  /** Content or a finish was seen: from here on another target is out of the question. */
  committed: boolean;
  /** Every choice has its finish, and they were given on: what breaks later takes nothing from the answer. */
  finished: boolean;
  /** The provider has said that nothing more comes: its connection need not be waited for. */
  ended?: boolean;
  usage?: Usage;
  /** As in ReadReply. */
  serviceTier?: string;
  model?: string;
  /** An error inside the stream; nothing after it is read. */
  error?: UpstreamError;
  /** UTF-8 bytes of text, reasoning and tool arguments shown: the ground of an estimate if the stream is cut off. */
  outputBytes: number;
  /** The first 4,096 characters of what `outputBytes` counts. */
  sample?: string;
}

/** Upstream bytes in, whole frames for the caller out. Never throws: what went wrong is in `seen.error`. */
export interface StreamReader {
  readonly seen: StreamSeen;
  push(bytes: Buffer): Buffer | string;
  /** The upstream's bytes have ended: what is still owed to the caller, `data: [DONE]` included when it all went well. */
  end(): Buffer | string;
  /** In place of `end` where the bytes broke off behind the finish: the same without what came in pieces. */
  close(): Buffer | string;
}

/** Does one step of reading a stream; what it throws becomes the stream's error, so that what came before it is not lost. */
export function trying<Result>(seen: StreamSeen, step: () => Result): Result | undefined {
  try {
    return step();
  } catch (error) {
    seen.error ??= error instanceof UpstreamError ? error
      : new UpstreamError('malformed', 'The provider sent an event that cannot be read.', { internal: error instanceof Error ? error.name : typeof error });
    return undefined;
  }
}

export interface Exchange {
  request: UpstreamRequest;
  /** Paths of the caller's parameters that this target cannot honour: left out. */
  dropped: string[];
  /** Paths of those that it is told differently: clamped, merged, approximated. */
  changed: string[];
  /** Reads a whole 2xx reply. Throws UpstreamError where it is an error in disguise or malformed. */
  readReply(bytes: Buffer): ReadReply;
  /**
   * Present when the reply crosses as bytes. Given the first 64 KiB of a larger reply, tells how to pipe it; undefined when
   * this one must be collected after all. Throws UpstreamError like readReply.
   */
  pipeReply?(head: Buffer): PipedReply | undefined;
  streamReader(): StreamReader;
}
