// Embeddings by batchEmbedContents. https://ai.google.dev/api/embeddings
import type { EmbeddingsDialect } from '../../dialect.js';
import { RequestError, UpstreamError } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import { noteForeign } from './note-foreign.js';
import { parseUsage } from './parse-usage.js';
import { defined, objectsOf } from './read-wire.js';

/** Vectors of full size have unit length; how far rounding may take one away from it. */
const unitTolerance = 1e-4;

export const embeddings: EmbeddingsDialect = {
  maxInputs: 100,
  takesTokens: false,

  path: (model) => `/v1beta/models/${encodeURIComponent(model)}:batchEmbedContents`,

  renderRequest({ input, dimensions, user, extra }, model) {
    const dropped: string[] = user === undefined ? [] : ['user'];
    noteForeign(extra, '', dropped);
    const requests = input.map((text) => {
      if (typeof text !== 'string') throw new RequestError('This model takes text, not tokens.', 'input', 'unsupported_token_input');
      return defined({ model: `models/${model.name}`, content: { parts: [{ text }] }, outputDimensionality: dimensions, ...extra?.gemini });
    });
    return { body: { requests }, dropped, changed: [] };
  },

  /** The reply names no model. Only newer models count tokens. */
  parseReply(json) {
    const vectors = objectsOf(json.embeddings).map((embedding) => unit(numbersOf(embedding)));
    if (vectors.length === 0) throw new UpstreamError('malformed', 'The provider sent an answer without embeddings.');
    const usage = parseUsage(json.usageMetadata);
    return { model: '', vectors, ...(usage && { usage }) };
  },
};

function numbersOf({ values }: JsonObject): number[] {
  if (Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'number')) return values;
  throw new UpstreamError('malformed', 'The provider sent an embedding that cannot be read.');
}

/** Shortened vectors come unnormalised, while callers compare by dot product. */
function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 || Math.abs(length - 1) < unitTolerance ? vector : vector.map((value) => value / length);
}
