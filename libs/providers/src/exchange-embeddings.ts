// Prepares one upstream call for POST /v1/embeddings, and shows vectors in the encoding that the caller asked for.
import { openai } from './dialects/openai/index.js';
import { RequestError, UpstreamError } from './errors.js';
import { crossingHeaders, type Asked } from './exchange-chat.js';
import type { Exchange, ReadReply, StreamReader, Target } from './exchange.js';
import { forwardReply, pipeReply, type ReplyShape } from './forward-reply.js';
import { forwardRequest } from './forward-request.js';
import type { EmbeddingReply, JsonObject } from './hub.js';
import { parseObject } from './parse-object.js';
import { inputTokens } from './usage.js';

export type EmbeddingInput = string[] | number[][];

/** The caller's `input` as a list: one text, texts, one token array or token arrays. */
export function embeddingInput(input: unknown): EmbeddingInput {
  if (typeof input === 'string') return [input];
  const list = input as string[] | number[] | number[][];
  return typeof list[0] === 'number' ? [list as number[]] : (list as EmbeddingInput);
}

/** How many inputs one call may carry; undefined: this target is sent the caller's own body, whatever its length. */
export function batchSize(target: Target): number | undefined {
  return forwards(target) ? undefined : target.provider.dialect.embeddings?.maxInputs;
}

/** Whether token arrays must be turned back into text for this target. */
export function wantsText(target: Target): boolean {
  return target.provider.quirks.tokensAsText ?? !target.provider.dialect.embeddings?.takesTokens;
}

const forwards = (target: Target) => target.provider.dialect.id === openai.id;
const vectors: ReplyShape = { required: 'data', namesProvider: false };

/** The caller's own body, or with `input` the same request for these texts. Throws RequestError. */
export function embeddingExchange(target: Target, asked: Asked, input?: EmbeddingInput): Exchange {
  return forwards(target) && !input ? forward(target, asked) : translateEmbedding(target, asked, input ?? embeddingInput(asked.body.value('input')));
}

function forward(target: Target, asked: Asked): Exchange {
  const coded = asked.body.value('encoding_format') === 'base64';
  return {
    request: { target, path: '/embeddings', headers: crossingHeaders(target, asked), body: forwardRequest(target, asked.body, false) },
    dropped: [],
    changed: [],
    readReply: (bytes) => (coded && hasFloats(bytes) ? encode(target, bytes) : forwardReply(target, bytes, vectors)),
    // A server that ignores encoding_format would hand floats to a client that decodes base64: collected and encoded here.
    pipeReply: (head) => (coded && hasFloats(head) ? undefined : pipeReply(target, head, vectors)),
    streamReader: noStream,
  };
}

const hasFloats = (bytes: Buffer) => /"embedding"\s*:\s*\[/.test(bytes.toString('latin1', 0, 16 * 1024));

function encode(target: Target, bytes: Buffer): ReadReply {
  const wire = parseObject(target, bytes);
  const read = forwardReply(target, bytes, vectors);
  for (const row of wire.data as JsonObject[]) if (Array.isArray(row.embedding)) row.embedding = base64Of(row.embedding as number[]);
  return { ...read, json: wire, bytes: Buffer.from(JSON.stringify(wire)) };
}

function translateEmbedding(target: Target, asked: Asked, input: EmbeddingInput): Exchange {
  const { embeddings } = target.provider.dialect;
  if (!embeddings) throw new RequestError(`The provider ${target.provider.name} has no embeddings.`, 'model');
  const wire = asked.body.json();
  const dimensions = typeof wire.dimensions === 'number' ? { dimensions: wire.dimensions } : {};
  const user = typeof wire.user === 'string' ? { user: wire.user } : {};
  const { body, dropped, changed } = embeddings.renderRequest({ model: target.model.name, input, ...dimensions, ...user }, target.model);
  return {
    request: { target, path: embeddings.path(target.model.name), headers: crossingHeaders(target, asked), body: Buffer.from(JSON.stringify(body)) },
    dropped,
    changed,
    readReply: (bytes) => render(embeddings.parseReply(parseObject(target, bytes)), target, wire.encoding_format === 'base64', input.length),
    streamReader: noStream,
  };
}

function render(reply: EmbeddingReply, target: Target, coded: boolean, asked: number): ReadReply {
  if (reply.vectors.length !== asked)
    throw new UpstreamError('malformed', `The provider sent ${reply.vectors.length} vectors for ${asked} inputs.`);
  const data = reply.vectors.map((vector, index) => ({ object: 'embedding', index, embedding: coded ? base64Of(vector) : vector }));
  const tokens = reply.usage ? inputTokens(reply.usage) : 0;
  const json = { object: 'list', data, model: reply.model || target.model.name, usage: { prompt_tokens: tokens, total_tokens: tokens } };
  return { bytes: Buffer.from(JSON.stringify(json)), json, model: json.model, ...(reply.usage && { usage: reply.usage }) };
}

/** Little-endian float32, as both OpenAI clients decode it. */
export function base64Of(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}

function noStream(): StreamReader {
  throw new RequestError('Embeddings are not streamed.', 'stream');
}
