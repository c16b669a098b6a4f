// Careful readers of what Gemini (or a caller that speaks Gemini) sends: a field of the wrong type reads as absent,
// since the API adds fields and enum values without notice. Used by every parser of this dialect.
import type { Extra, JsonObject } from '../../hub.js';

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter((item): item is JsonObject => objectOf(item) !== undefined) : [];
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** What is left of an object without the fields the hub has words for; `{}` when nothing is, so that it can be spread. */
export function extraOf(json: JsonObject, known: readonly string[]): { extra?: Extra } {
  const rest = Object.entries(json).filter(([key, value]) => !known.includes(key) && value !== undefined && value !== null);
  return rest.length === 0 ? {} : { extra: { gemini: Object.fromEntries(rest) } };
}

/** The object without its undefined fields, so that results compare and serialise alike. */
export function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
