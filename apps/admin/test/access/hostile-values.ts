// What no client of ours would send: values of every kind, and bodies that are nearly right, made from the schemas of the committed
// OpenAPI document, so that they come past the first check.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

interface Schema { $ref?: string; type?: string; enum?: unknown[]; items?: Schema; properties?: Record<string, Schema>; required?: string[]; oneOf?: Schema[]; allOf?: Schema[] }
interface Described { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }
interface Operation { requestBody?: { content: Record<string, { schema: Schema }> }; parameters?: { name: string; in: string; schema: Schema }[] }

export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '', ' ', '\u0000', '\ud800', '\u212Aate@example.com', 'true', 'null', '-1', '1e400', '9'.repeat(30), '2999-01-01T00:00:00Z', '%', '../..', "' OR 1=1 --", 'x'.repeat(5000),
    'unlimited', 'owner', 'chat', '10.0.0.0/8', 'http://[::1]:9/v1', '*',
  ),
);
/** Empty lists slip past rules of nested objects. */
const emptyThings = fc.constantFrom<unknown>([], [[]], {}, [{}], [null]);
const scalar = fc.oneof(hostileText, fc.constantFrom(null, true, false, 0, -0, -1, 0.5, 2 ** 31, 2 ** 53, 1e308), fc.integer());
const names = fc.oneof(hostileText, fc.constantFrom('__proto__', 'constructor', 'toString', 'limit[]', '$where', 'id', 'hash', 'version', 'managedBy'));
const { value: hostile } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, emptyThings, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(names, tie('value'), { maxKeys: 4 })),
}));

const { paths, components: { schemas } } = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8')) as Described;
const resolved = (schema: Schema): Schema => (schema.$ref === undefined ? schema : schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]);

/** Mostly as the schema says. */
function near(written: Schema, depth = 0): Arbitrary<unknown> {
  const schema = resolved(written);
  return fc.oneof({ weight: 20, arbitrary: right(schema, depth) }, { weight: 1, arbitrary: hostile });
}

function right({ type, enum: choices, items, properties, required = [], oneOf, allOf }: Schema, depth: number): Arbitrary<unknown> {
  if (choices) return fc.constantFrom(...choices);
  const [first] = oneOf ?? allOf ?? [];
  if (first) return near(first, depth);
  if (properties && depth < 4) {
    const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, near(schema, depth + 1)]));
    return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  }
  if (type === 'array') return fc.array(items ? near(items, depth + 1) : hostile, { maxLength: 3 });
  if (type === 'integer' || type === 'number') return fc.integer({ min: 0, max: 100 });
  if (type === 'boolean') return fc.boolean();
  return type === 'string' ? fc.string({ minLength: 1, maxLength: 30 }) : fc.dictionary(names, scalar, { maxKeys: 3 });
}

const operationOf = (method: string, path: string): Operation | undefined => paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];

/** JSON, mostly. */
export function bodyOf(method: string, path: string): Arbitrary<string> {
  const schema = operationOf(method, path)?.requestBody?.content['application/json']?.schema;
  const json = (of: Arbitrary<unknown>) => of.map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 8, arbitrary: json(schema ? near(schema) : hostile) },
    { weight: 1, arbitrary: json(hostile) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
  );
}

export function queryOf(method: string, path: string): Arbitrary<string> {
  const own = operationOf(method, path)?.parameters?.filter((parameter) => parameter.in === 'query').map(({ name }) => name) ?? [];
  const pair = fc.tuple(fc.oneof(fc.constantFrom('limit', ...own), names), fc.oneof(hostileText, fc.constantFrom('1', 'a', 'a:b')));
  return fc.array(pair, { maxLength: 3 }).map((pairs) => pairs.map((parts) => parts.map((part) => encodeURIComponent(Buffer.from(part).toString())).join('=')).join('&'));
}

const latin1 = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f).map((code) => String.fromCharCode(code)), maxLength: 40 });

export const hostileHeaders = fc.dictionary(
  fc.constantFrom('if-match', 'user-agent', 'cookie', 'origin', 'x-csrf-token', 'x-forwarded-for', 'x-http-method-override', 'accept', 'content-type', 'x-client-request-id'),
  fc.oneof(latin1.map((sent) => sent.trim()), fc.constantFrom('"1"', '*', 'aiproxy_session=a.b', 'null', 'application/json', 'DELETE')),
  { maxKeys: 1 },
);

/** In the place of an id, now and then. */
export const hostileId = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom('%00', '%FF', '__proto__', '%2e%2e%2f', 'x'.repeat(3000), '%F0%9F%92%A9', "'%3B--") },
);
