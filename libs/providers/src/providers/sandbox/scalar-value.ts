// Numbers and texts within the bounds of a JSON Schema. Undefined where none can be made.
import type { JsonObject } from '../../hub.js';

const longestText = 10_000;

const formats: ReadonlyMap<unknown, string> = new Map([
  ['date-time', '2026-01-01T00:00:00Z'], ['date', '2026-01-01'], ['time', '00:00:00Z'], ['duration', 'P1D'], ['email', 'sandbox@example.com'],
  ['hostname', 'example.com'], ['ipv4', '192.0.2.1'], ['ipv6', '2001:db8::1'], ['uri', 'https://example.com/'], ['uuid', '00000000-0000-4000-8000-000000000000'],
]);

/** The simplest number that fits: 0, 1, or one at or between the bounds. */
export function numberFor(schema: JsonObject, whole: boolean): number | undefined {
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : whole ? 1 : undefined;
  const low = Math.max(bound(schema.minimum, -Infinity), bound(schema.exclusiveMinimum, -Infinity));
  const high = Math.min(bound(schema.maximum, Infinity), bound(schema.exclusiveMaximum, Infinity));
  const lowest = step === undefined ? low : Math.ceil(low / step) * step;
  const highest = step === undefined ? high : Math.floor(high / step) * step;
  const near = step ?? 1;
  const candidates = [0, 1, lowest, highest, lowest + near, highest - near, (low + high) / 2];
  return candidates.find((value) => {
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return false;
    if (value < low || value > high || value === schema.exclusiveMinimum || value === schema.exclusiveMaximum) return false;
    return step === undefined || Number.isInteger(value / step);
  });
}

function bound(value: unknown, none: number): number {
  return typeof value === 'number' ? value : none;
}

/** A pattern is never run (it could take forever): such a text must stand in the schema as an example or a default. */
export function textFor(schema: JsonObject): string | undefined {
  if (schema.pattern !== undefined) {
    const given = [...(Array.isArray(schema.examples) ? (schema.examples as unknown[]) : []), schema.default];
    return given.find((one): one is string => typeof one === 'string');
  }
  const text = formats.get(schema.format) ?? 'sandbox';
  const least = bound(schema.minLength, 0);
  if (least > longestText) return undefined;
  return text.padEnd(least, '.').slice(0, bound(schema.maxLength, Infinity));
}
