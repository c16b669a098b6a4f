// Gemini's older Schema (an excerpt of OpenAPI: upper-case types, `nullable`) -> JSON Schema, as every other dialect has it.
// https://ai.google.dev/api/caching#Schema
import type { JsonObject } from '../../hub.js';
import { objectOf } from './read-wire.js';

export function parseSchema(schema: JsonObject): JsonObject {
  const { nullable, type, ...rest } = schema;
  const name = typeof type === 'string' ? type.toLowerCase() : undefined;
  const typed = name === undefined ? {} : { type: nullable === true ? [name, 'null'] : name };
  return { ...typed, ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, parseKeyword(key, value)])) };
}

function parseKeyword(key: string, value: unknown): unknown {
  if (key === 'anyOf' && Array.isArray(value)) return value.map((inner) => parseSchema(objectOf(inner) ?? {}));
  const inner = objectOf(value);
  if (key === 'items' && inner) return parseSchema(inner);
  if (key === 'properties' && inner) {
    return Object.fromEntries(Object.entries(inner).map(([name, property]) => [name, parseSchema(objectOf(property) ?? {})]));
  }
  return value;
}
