// Makes a value that a JSON Schema accepts: for structured output and for the arguments of tool calls. Small by intent: what it
// cannot make for sure it refuses, so that nobody tests against a value that his schema would reject.
import { RequestError } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import { numberFor, textFor } from './scalar-value.js';

/** From here on only what is required is made, so that recursive schemas end. */
const leanDepth = 4;
const leanCount = 1000;
/** What needs more than this has no end, or would take too long. */
const mostDepth = 32;
const mostCount = 10_000;

/** `field` is where the schema stands in the caller's body. Throws RequestError naming it for what cannot be made. */
export function valueFor(schema: JsonObject, field: string): unknown {
  return new Maker(schema, field).make(schema, 0);
}

class Maker {
  private made = 0;

  constructor(private readonly root: JsonObject, private readonly field: string) {}

  make(schema: unknown, depth: number): unknown {
    if (schema === false) return this.refuse('`false` accepts nothing');
    const plain = this.resolve(isObject(schema) ? schema : {}, depth);
    if ('not' in plain || 'if' in plain || 'patternProperties' in plain) return this.refuse('`not`, `if` and `patternProperties` are beyond it');
    if ('const' in plain) return plain.const;
    if (Array.isArray(plain.enum)) return plain.enum.length > 0 ? plain.enum[0] : this.refuse('an empty `enum` accepts nothing');
    return this.ofType(plain, depth, typeOf(plain, this.lean(depth)));
  }

  private ofType(schema: JsonObject, depth: number, type: unknown): unknown {
    switch (type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.array(schema, depth);
      case 'number':
      case 'integer':
        return numberFor(schema, type === 'integer') ?? this.refuse('no number lies within its bounds');
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        return textFor(schema) ?? this.refuse('text with a `pattern`, or this long, needs an entry in `examples`');
    }
  }

  private object(schema: JsonObject, depth: number): JsonObject {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
    const names = this.lean(depth) ? required : [...new Set([...Object.keys(properties), ...required])];
    if (typeof schema.minProperties === 'number' && schema.minProperties > names.length) return this.refuse('`minProperties` asks for unnamed ones');
    if (typeof schema.maxProperties === 'number' && schema.maxProperties < names.length) return this.refuse('`maxProperties` allows too few');
    // Object.fromEntries makes a property of `__proto__`, an assignment would not.
    return Object.fromEntries(names.map((name) => [name, this.make(Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties, depth + 1)]));
  }

  private array(schema: JsonObject, depth: number): unknown[] {
    const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
    const least = typeof schema.minItems === 'number' ? schema.minItems : this.lean(depth) ? 0 : Math.max(first.length, schema.items === false ? 0 : 1);
    const count = typeof schema.maxItems === 'number' ? Math.min(least, schema.maxItems) : least;
    if (schema.uniqueItems === true && count > 1) return this.refuse('`uniqueItems` is beyond it');
    if (count > mostCount) return this.refuse('`minItems` asks for too many');
    return Array.from({ length: count }, (_, index) => this.make(first[index] ?? schema.items, depth + 1));
  }

  /** References, `allOf` and one of `anyOf` or `oneOf` become part of the schema that they stand in. */
  private resolve(schema: JsonObject, depth: number): JsonObject {
    if (depth > mostDepth || this.made++ > mostCount) return this.refuse('it has no end');
    const { $ref, allOf, anyOf, oneOf, ...rest } = schema;
    let plain = rest;
    if (typeof $ref === 'string') plain = merged(this.resolve(this.referred($ref), depth + 1), plain);
    for (const part of objectsOf(allOf)) plain = merged(plain, this.resolve(part, depth + 1));
    const options = objectsOf(anyOf ?? oneOf);
    if (options.length === 0) return plain;
    const option = (this.lean(depth) ? options.find((one) => one.type === 'null') : undefined) ?? options[0];
    return merged(plain, this.resolve(option, depth + 1));
  }

  private referred(reference: string): JsonObject {
    const steps = reference.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const found = reference.startsWith('#') ? steps.reduce<unknown>((at, step) => (isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined), this.root) : undefined;
    return isObject(found) ? found : this.refuse(`it refers to '${reference}', which is not in it`);
  }

  private lean(depth: number): boolean {
    return depth >= leanDepth || this.made > leanCount;
  }

  private refuse(why: string): never {
    throw new RequestError(`The sandbox cannot make a value for the schema '${this.field}': ${why}.`, this.field);
  }
}

function typeOf(schema: JsonObject, lean: boolean): unknown {
  if (Array.isArray(schema.type)) return lean && schema.type.includes('null') ? 'null' : schema.type[0];
  return schema.type ?? ('properties' in schema || 'required' in schema ? 'object' : 'items' in schema ? 'array' : undefined);
}

function merged(one: JsonObject, other: JsonObject): JsonObject {
  const both = { ...one, ...other };
  if (isObject(one.properties) && isObject(other.properties)) both.properties = { ...one.properties, ...other.properties };
  if (Array.isArray(one.required) && Array.isArray(other.required)) both.required = [...(one.required as unknown[]), ...(other.required as unknown[])];
  return both;
}

function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
