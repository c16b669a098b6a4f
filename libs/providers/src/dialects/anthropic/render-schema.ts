// A JSON schema as Anthropic's constrained decoding takes it: objects closed, and keywords that it refuses told to the model
// in the description. https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
import type { JsonObject } from '../../hub.js';
import { objectOf } from './read-wire.js';

const plainKeywords: ReadonlySet<string> = new Set(['$ref', '$id', 'type', 'title', 'description', 'default', 'enum', 'const', 'required']);
const formats: ReadonlySet<unknown> = new Set([
  'date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid',
]);

/** `changed` tells that the schema sent allows something that the caller's did not, or the other way round. */
export function renderSchema(schema: JsonObject): { schema: JsonObject; changed: boolean } {
  const told: string[] = [];
  return { schema: closeSchema(schema, told), changed: told.length > 0 };
}

function closeSchema(schema: JsonObject, told: string[]): JsonObject {
  const closed: JsonObject = {};
  const unsayable: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (isSayable(keyword, value)) closed[keyword] = value;
    else if (keyword === 'properties' || keyword === '$defs' || keyword === 'definitions') closed[keyword] = closeEach(objectOf(value) ?? {}, told);
    else if (keyword === 'items') closed.items = closeAny(value, told);
    else if (keyword === 'anyOf' || keyword === 'allOf') closed[keyword] = closeAny(value, told);
    else if (keyword === 'oneOf') closed.anyOf = closeAny(value, told);
    else if (keyword !== '$schema' && !(keyword === 'additionalProperties' && value === false)) unsayable.push(`${keyword}: ${JSON.stringify(value)}`);
  }
  if (schema.type === 'object' || schema.properties !== undefined) closed.additionalProperties = false;
  if (unsayable.length > 0) closed.description = [closed.description, `(${unsayable.join(', ')})`].filter(Boolean).join(' ');
  told.push(...unsayable);
  return closed;
}

function isSayable(keyword: string, value: unknown): boolean {
  if (keyword === 'format') return formats.has(value);
  if (keyword === 'minItems') return value === 0 || value === 1;
  return plainKeywords.has(keyword);
}

const closeEach = (schemas: JsonObject, told: string[]): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, value]) => [name, closeAny(value, told)]));

/** A schema, a list of them, or `true` and `false`, which are schemas too. */
function closeAny(value: unknown, told: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => closeAny(item, told));
  const schema = objectOf(value);
  return schema ? closeSchema(schema, told) : value;
}
