// What a dialect (a wire format) can do. Everything here is pure: no fetch, no clock, no randomness, no database, and the
// input is never changed, so that a retry translates again from the untouched original.
import type { ChatReply, ChatRequest, DialectId, EmbeddingReply, EmbeddingRequest, JsonObject, StreamEvent } from './hub.js';
import type { UpstreamError } from './errors.js';
import type { SseEvent } from './read-sse.js';

/** What a dialect needs to know of the model it renders for. */
export interface TargetModel {
  /** The provider's own name of the model. */
  name: string;
  maxOutputTokens?: number;
  /** Whether it is a reasoning model. */
  reasoning: boolean;
}

/** Paths of the caller's parameters that a request cannot say as they are: reported to the caller, never silent. */
export interface Unsaid {
  /** Left out. */
  dropped: string[];
  /** Said differently: clamped, merged, approximated. */
  changed: string[];
}

export interface Rendered extends Unsaid { body: JsonObject }

/** Reads one upstream stream. A parser per stream; `end` is called once when the bytes ended. */
export interface StreamParser {
  push(event: SseEvent): StreamEvent[];
  end(): StreamEvent[];
}

/** Identity of an answer whose vendor gives none; made by the relay so that dialects stay pure. */
export interface ReplyIdentity { id: string; created: number }

/** Writes one stream for the caller: SSE frames as text ('' when an event shows nothing). A renderer per stream. */
export interface StreamRenderer {
  push(event: StreamEvent): string;
}

export interface StreamRenderOptions extends ReplyIdentity {
  /** Whether the caller asked for the usage (OpenAI: stream_options.include_usage). */
  includeUsage: boolean;
  /** The choice index this stream is shown under. */
  index: number;
}

export interface ChatDialect {
  /** Path and query below the provider's base URL, with its leading slash. */
  path(model: string, stream: boolean): string;
  /** Throws RequestError (with the field's path) for what it cannot read. */
  parseRequest(body: JsonObject): ChatRequest;
  /** Throws RequestError for what must not be dropped silently (an image URL where only data is taken, for example). */
  renderRequest(request: ChatRequest, model: TargetModel): Rendered;
  /** Throws UpstreamError('malformed') for what is no reply. */
  parseReply(json: JsonObject): ChatReply;
  renderReply(reply: ChatReply, identity: ReplyIdentity): JsonObject;
  streamParser(): StreamParser;
  streamRenderer(options: StreamRenderOptions): StreamRenderer;
}

export interface EmbeddingsDialect {
  /** Largest number of inputs per upstream call; the relay batches above it. */
  maxInputs: number;
  /** Whether token arrays are taken; otherwise they are turned back into text first. */
  takesTokens: boolean;
  path(model: string): string;
  renderRequest(request: EmbeddingRequest, model: TargetModel): Rendered;
  parseReply(json: JsonObject): EmbeddingReply;
}

export interface Dialect {
  id: DialectId;
  /** Headers of the caller that may cross to this dialect's upstreams (lower case). */
  forwardedHeaders: readonly string[];
  /** Where its models are listed, below the base URL: a call that costs nothing. */
  modelsPath: string;
  chat: ChatDialect;
  embeddings?: EmbeddingsDialect;
  /** Reads a non-2xx answer, or an error inside a 200. `body` is the text as it came; never throws. */
  parseError(status: number, body: string, headers: Readonly<Record<string, string | string[] | undefined>>): UpstreamError;
}
