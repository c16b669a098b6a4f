// Careful readers of what Anthropic (or a caller that speaks its messages API) sends: a field of the wrong type reads as
// absent, since the API adds fields and values without notice. Used by every parser of this dialect.
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

/** The object without its null and undefined fields: `null` means absent everywhere on this wire. */
export function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as T;
}

/** The fields but for those named; undefined when none is left. */
export function restOf(json: JsonObject, known: readonly string[]): JsonObject | undefined {
  const rest = Object.entries(present(json)).filter(([key]) => !known.includes(key));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

/** What the hub has no words for, under this dialect's name; `{}` when nothing is left, so that it can be spread. */
export function extraOf(json: JsonObject, known: readonly string[]): { extra?: Extra } {
  const rest = restOf(json, known);
  return rest ? { extra: { anthropic: rest } } : {};
}
