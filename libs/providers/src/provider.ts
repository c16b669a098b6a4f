// A provider is a value: who it is, where it is, how it authenticates, what it speaks and what is odd about it.
// One file (or folder) under providers/ and one line in registry.ts; nothing outside may know it by name.
import type { Dialect } from './dialect.js';
import type { JsonObject } from './hub.js';

export type Endpoint = 'chat' | 'completions' | 'embeddings';

export interface Provider {
  id: string;
  /** As people write it. */
  name: string;
  dialect: Dialect;
  /** What it serves, beyond what its dialect could. */
  endpoints: readonly Endpoint[];
  /** Without a trailing slash; where the vendor's own SDK expects the version segment in it, it stands here, too. */
  baseUrl: string;
  /** Names of the environment variables, as the vendor's own SDK has them. Absent where there is nothing to set (the sandbox). */
  env?: { apiKey: string; baseUrl: string };
  /** `required`: connected when the API key is set. `none`: connected when the base URL is set (the key is optional). */
  credential: 'required' | 'none';
  /** Headers that carry the secret. Secrets travel in headers only, never in an address. */
  authenticate(secret: string): Record<string, string>;
  /** Where a credential is tried out instead of the dialect's `modelsPath`, for a provider that lists its models to anybody. */
  probePath?: string;
  /** `free`: self-hosted or ours, costs nothing by declaration. `priced`: a model without a price is refused. */
  billing: 'priced' | 'free';
  /** `maker`: its models keep their bare names. `host`: their public id is `<provider>/<name>`. */
  naming: 'maker' | 'host';
  /** Serves any model name without a catalogue entry (self-hosted servers whose models we cannot know). */
  open?: boolean;
  quirks: Quirks;
  /** Answers in this process instead of over the network (the sandbox), so that it is always connected. */
  respond?(request: LocalRequest): LocalReply;
}

export interface LocalRequest { path: string; body: JsonObject }
export interface LocalReply extends AsyncIterable<Buffer> { status: number; headers: Record<string, string> }

/** Named oddities of a provider that speaks a known dialect. Each one carries its reason and date where it is set. */
export interface Quirks {
  /** Top-level request fields under another name at this provider: theirs by ours; only for reasoning models where said. */
  renames?: readonly { from: string; to: string; reasoningModelsOnly?: boolean }[];
  /** Rewrites that make this provider's replies what official OpenAI clients read. In order; absent = bytes are forwarded. */
  replies?: readonly ReplyQuirk[];
  /** `stream_options` is refused by this provider; usage comes by itself. */
  noStreamOptions?: boolean;
  /** Token arrays are turned back into text for this provider. */
  tokensAsText?: boolean;
  /** An object under `provider` in the request is this provider's own field and is kept for it. */
  ownProviderField?: boolean;
}

/** One rewrite of parsed replies. It may change what it is given (a fresh parse of one reply or one chunk). */
export interface ReplyQuirk {
  name: string;
  reply?(json: JsonObject): void;
  /** A rewriter per stream; returns the chunks that take the place of the one given. */
  stream?(): (chunk: JsonObject) => JsonObject[];
}
