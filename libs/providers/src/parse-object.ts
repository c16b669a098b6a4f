// Reads a whole reply that must be parsed: translated ones, and those of providers with reply quirks.
import { UpstreamError } from './errors.js';
import type { Target } from './exchange.js';
import type { JsonObject } from './hub.js';

/** A reply's JSON object. Throws UpstreamError for what is none, and for an error inside a 200. */
export function parseObject(target: Target, bytes: Buffer): JsonObject {
  let wire: unknown;
  try {
    wire = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new UpstreamError('malformed', 'The provider sent a reply that is not JSON.');
  }
  if (typeof wire !== 'object' || wire === null || Array.isArray(wire)) throw new UpstreamError('malformed', 'The provider sent a reply that is no JSON object.');
  if ((wire as JsonObject).error) throw target.provider.dialect.parseError(200, bytes.toString('utf8'), {});
  return wire as JsonObject;
}
