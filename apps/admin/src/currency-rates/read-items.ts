// Rates from JSON: `[{"currency": "EUR", "day": "2026-11-25", "rate": "0.9217"}, …]`.
import type { GivenRates } from './given-rate.js';

const fields: ReadonlySet<string> = new Set(['currency', 'day', 'rate']);

export function readItems(items: readonly unknown[]): GivenRates {
  const found: GivenRates = { rates: [], problems: [] };
  for (const [index, item] of items.entries()) {
    const place = `rates[${index}]`;
    const unknown = typeof item === 'object' && item !== null ? Object.keys(item).find((name) => !fields.has(name)) : undefined;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) found.problems.push({ place, words: 'must be an object of currency, day and rate' });
    else if (unknown !== undefined) found.problems.push({ place, words: 'must have no other fields than currency, day and rate' });
    else found.rates.push({ place, ...item as { currency: unknown; day: unknown; rate: unknown } });
  }
  return found;
}
