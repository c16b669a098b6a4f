// Embeddings as OpenAI speaks them, for targets that need them in batches or as texts; otherwise the caller's bytes go there.
import type { EmbeddingsDialect, Rendered, TargetModel } from '../../dialect.js';
import { UpstreamError } from '../../errors.js';
import type { EmbeddingReply, EmbeddingRequest, JsonObject } from '../../hub.js';
import { reportExtra } from './extra.js';
import { parseUsage } from './parse-usage.js';
import { defined, isObject, objectsOf, textOf } from './wire-fields.js';

export const embeddings: EmbeddingsDialect = {
  maxInputs: 2048,
  takesTokens: true,
  path: () => '/embeddings',
  renderRequest,
  parseReply,
};

/** Floats are asked for: every compatible server has them, not every one has base64. */
function renderRequest(request: EmbeddingRequest, model: TargetModel): Rendered {
  const dropped: string[] = [];
  reportExtra(request.extra, '', dropped);
  const { input, dimensions, user } = request;
  return { body: defined<JsonObject>({ ...request.extra?.openai, model: model.name, input, dimensions, user, encoding_format: 'float' }), dropped, changed: [] };
}

/** Throws UpstreamError('malformed') for what is no list of vectors. */
function parseReply(json: JsonObject): EmbeddingReply {
  if (!Array.isArray(json.data)) throw new UpstreamError('malformed', 'The provider sent a reply without embeddings.');
  const rows = objectsOf(json.data).map((row, position) => ({ place: typeof row.index === 'number' ? row.index : position, vector: parseVector(row.embedding) }));
  rows.sort((a, b) => a.place - b.place);
  return defined<EmbeddingReply>({
    model: textOf(json.model) ?? '',
    vectors: rows.map((row) => row.vector),
    usage: isObject(json.usage) ? parseUsage(json.usage) : undefined,
  });
}

/** Numbers, or little-endian float32 in base64. */
function parseVector(embedding: unknown): number[] {
  if (Array.isArray(embedding)) return embedding.map(Number);
  if (typeof embedding !== 'string') throw new UpstreamError('malformed', 'The provider sent an embedding that is none.');
  const bytes = Buffer.from(embedding, 'base64');
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(index * 4));
}
