// A JSON Schema -> the part of it that responseJsonSchema takes: `const` is unknown there and said as an enum of one.
// https://ai.google.dev/api/generate-content#GenerationConfig
import type { JsonObject } from '../../hub.js';
import { objectOf } from './read-wire.js';

const single = ['items', 'additionalProperties'];
const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const maps = ['properties', '$defs', 'definitions'];

export function renderSchema(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => renderKeyword(key, value)));
}

function renderKeyword(key: string, value: unknown): [string, unknown] {
  if (key === 'const') return ['enum', [value]];
  if (single.includes(key)) return [key, renderAny(value)];
  if (lists.includes(key) && Array.isArray(value)) return [key, value.map(renderAny)];
  const named = maps.includes(key) ? objectOf(value) : undefined;
  if (named) return [key, Object.fromEntries(Object.entries(named).map(([name, inner]) => [name, renderAny(inner)]))];
  return [key, value];
}

/** A schema may also be `true` or `false`. */
function renderAny(value: unknown): unknown {
  const schema = objectOf(value);
  return schema ? renderSchema(schema) : value;
}
