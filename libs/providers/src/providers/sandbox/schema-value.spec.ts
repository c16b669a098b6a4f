import * as fc from 'fast-check';
import type { JsonObject } from '../../hub.js';
import { valueFor } from './schema-value.js';

/** Whether a value is valid, for the keywords that the schemas below use. */
function isValid(schema: JsonObject, value: unknown): boolean {
  if ('const' in schema) return value === schema.const;
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as JsonObject[]).some((one) => isValid(one, value));
  if (schema.type === 'object') {
    const properties = schema.properties as Record<string, JsonObject>;
    const entries = Object.entries(value as JsonObject);
    return (schema.required as string[]).every((name) => entries.some(([key]) => key === name)) && entries.every(([key, inner]) => isValid(properties[key], inner));
  }
  if (schema.type === 'array') return Array.isArray(value) && value.length >= (schema.minItems as number) && value.length <= (schema.maxItems as number) && value.every((one) => isValid(schema.items as JsonObject, one));
  if (schema.type === 'string') return typeof value === 'string' && value.length >= (schema.minLength as number) && value.length <= (schema.maxLength as number);
  if (schema.type === 'integer') return Number.isInteger(value) && (value as number) >= (schema.minimum as number) && (value as number) <= (schema.maximum as number);
  if (schema.type === 'number') return typeof value === 'number' && value > (schema.exclusiveMinimum as number) && value < (schema.exclusiveMaximum as number);
  return schema.type === 'null' ? value === null : typeof value === schema.type;
}

const span = (least: number, most: number) => fc.tuple(fc.integer({ min: least, max: most }), fc.nat({ max: 20 })).map(([low, more]) => [low, low + more]);
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonObject>({ type: 'boolean' }, { type: 'null' }, { const: 'a' }, { enum: [3, 'b'] }),
    span(0, 30).map(([minLength, maxLength]) => ({ type: 'string', minLength, maxLength })),
    span(-50, 50).map(([minimum, maximum]) => ({ type: 'integer', minimum, maximum })),
    span(-50, 50).map(([low, high]) => ({ type: 'number', exclusiveMinimum: low, exclusiveMaximum: high + 0.5 })),
    fc.tuple(tie('schema'), span(0, 3)).map(([items, [minItems, maxItems]]) => ({ type: 'array', items, minItems, maxItems })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('schema'), { maxKeys: 4 }).map((properties) => ({ type: 'object', properties, required: Object.keys(properties).slice(1) })),
  ),
}));
const make = (json: JsonObject) => valueFor(json, 'field');

describe('a value made for a schema', () => {
  it('is valid for it', () => {
    fc.assert(fc.property(schema, (json) => expect(isValid(json, make(json))).toBe(true)), { numRuns: 500 });
  });

  it.each([
    [{ type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z'],
    [{ type: ['integer', 'null'] }, 0],
    [{ type: 'number', multipleOf: 2.5, minimum: 3 }, 5],
    [{ type: 'string', pattern: '^[A-Z]{3}$', examples: ['ABC'] }, 'ABC'],
    [{ allOf: [{ properties: { a: { type: 'boolean' } }, required: ['a'] }, { properties: { b: { type: 'null' } }, required: ['b'] }] }, { a: true, b: null }],
    [{ type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], items: false }, [1, 2]],
    [{ type: 'object', properties: { a: { $ref: '#/$defs/x~1y' } }, $defs: { 'x/y': { enum: ['ok'] } } }, { a: 'ok' }],
    [true as unknown as JsonObject, 'sandbox'],
  ])('for %j is %j', (json, value) => {
    expect(make(json)).toEqual(value);
  });

  it('ends for a schema that holds itself', () => {
    const tree = { type: 'object', properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } }, required: ['name', 'children'] };
    expect(JSON.stringify(make(tree)).length).toBeLessThan(1000);
    const list = { type: 'object', properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }, required: ['next'] };
    expect(JSON.stringify(make(list))).toContain('null');
  });

  it.each([
    ['holds itself without end', { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }],
    ['refers to itself only', { $ref: '#' }],
    ['grows beyond measure', { allOf: [{ $ref: '#' }, { $ref: '#' }] }],
    ['refers to nothing', { $ref: '#/$defs/none' }],
    ['refers elsewhere', { $ref: 'https://example.org/schema' }],
    ['has a pattern alone', { type: 'string', pattern: '^a$' }],
    ['has no number within', { type: 'integer', minimum: 1.2, maximum: 1.8 }],
    ['excludes', { not: { type: 'string' } }],
    ['asks for very long text', { type: 'string', minLength: 1e9 }],
    ['asks for very many items', { type: 'array', minItems: 1e9 }],
    ['asks for different items', { type: 'array', minItems: 2, uniqueItems: true }],
    ['accepts nothing', { type: 'object', properties: { a: false }, required: ['a'] }],
  ])('is refused when the schema %s', (_, json) => {
    expect(() => make(json)).toThrow(expect.objectContaining({ name: 'RequestError', param: 'field' }) as Error);
  });
});
