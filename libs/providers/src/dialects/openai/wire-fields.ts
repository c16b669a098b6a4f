// Readers of fields on OpenAI's wire. Python clients send `null` for what they leave out, so null counts as absent everywhere.
import { RequestError } from '../../errors.js';
import type { JsonObject } from '../../hub.js';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of an array; anything else in it, or no array at all, is passed over. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A string that says something, for replies, where a wrong type is treated as absent. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

interface Kinds { string: string; number: number; boolean: boolean }

/** A field of the caller's request. Throws RequestError naming the field when it has another type. */
export function readField<K extends keyof Kinds>(from: JsonObject, field: string, kind: K, path = ''): Kinds[K] | undefined {
  const value = from[field];
  if (value === null || value === undefined) return undefined;
  if (typeof value !== kind) throw new RequestError(`'${path}${field}' must be a ${kind}.`, `${path}${field}`);
  return value as Kinds[K];
}

/** The same without its absent fields, so that what is not said does not show up as `undefined`. */
export function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
