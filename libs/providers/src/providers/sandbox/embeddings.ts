// POST /embeddings of the sandbox: unit vectors drawn from a hash of the text. Equal texts have equal vectors; nearness of
// different ones means nothing.
import { createHash } from 'node:crypto';
import { RequestError } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import { fitting } from './check-request.js';
import { isTokens } from './completions.js';
import { jsonReply, type Reply } from './reply.js';
import { countTokens } from './tokens.js';

const usualDimensions = 256;
const mostDimensions = 4096;
const mostInputs = 2048;

/** Throws RequestError. */
export function embeddings(body: JsonObject, model: string): Reply {
  const inputs = inputsOf(body.input);
  const dimensions = dimensionsOf(body.dimensions ?? usualDimensions);
  const encode = encodingOf(body.encoding_format ?? 'float');
  const data = inputs.map((input, index) => ({ object: 'embedding', index, embedding: encode(vectorOf(input, dimensions)) }));
  const tokens = inputs.reduce((sum, input) => sum + fitting(tokensIn(input), 'input'), 0);
  return jsonReply({ object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } });
}

function inputsOf(input: unknown): (string | number[])[] {
  const list: unknown[] = Array.isArray(input) && !isTokens(input) ? input : [input];
  if (list.length > 0 && list.length <= mostInputs && list.every(isInput)) return list;
  throw new RequestError(`'input' must be a text, an array of tokens, or up to ${mostInputs} of one of them, none of them empty.`, 'input');
}

function isInput(value: unknown): value is string | number[] {
  return isTokens(value) || (typeof value === 'string' && value !== '');
}

function dimensionsOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostDimensions) return value;
  throw new RequestError(`'dimensions' must be an integer from 1 to ${mostDimensions}.`, 'dimensions');
}

function encodingOf(format: unknown): (vector: Float32Array) => string | number[] {
  if (format === 'float') return (vector) => [...vector];
  if (format === 'base64') return (vector) => Buffer.from(vector.buffer).toString('base64');
  throw new RequestError("'encoding_format' must be 'float' or 'base64'.", 'encoding_format');
}

/** As many hashes as the vector needs, eight numbers from each; a shorter vector is the beginning of the longer one, rescaled. */
function vectorOf(input: string | number[], dimensions: number): Float32Array {
  const seed = createHash('sha256').update(JSON.stringify(input)).digest();
  const blocks = Array.from({ length: Math.ceil(dimensions / 8) }, (_, block) => createHash('sha256').update(seed).update(String(block)).digest());
  const bytes = Buffer.concat(blocks);
  const raw = Array.from({ length: dimensions }, (_, index) => bytes.readInt32BE(index * 4) / 2 ** 31);
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}

function tokensIn(input: string | number[]): number {
  return typeof input === 'string' ? countTokens(input) : input.length;
}
