// A limit as the admin API writes it: a number, or the word "unlimited", which has to be said.
import { buildMessage, ValidateBy } from 'class-validator';
import type { Limits } from '#database/records';

export type Limit = number | 'unlimited';

const largest = 2_147_483_647;
const isLimit = (value: unknown) => value === 'unlimited' || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largest);

export const IsLimit = () => ValidateBy({
  name: 'isLimit',
  validator: { validate: isLimit, defaultMessage: buildMessage(() => `$property must be a whole number from 0 to ${largest}, or "unlimited"`) },
});

export interface WrittenLimits { requestsPerMinute: Limit; requestsPerDay: Limit; tokensPerMinute: Limit; concurrentRequests: Limit }

const names = ['requestsPerMinute', 'requestsPerDay', 'tokensPerMinute', 'concurrentRequests'] as const;

/** Those that are given: `unlimited` becomes null. */
export function parseLimits(written: Partial<WrittenLimits>): Partial<Limits> {
  const given = names.filter((name) => written[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, written[name] === 'unlimited' ? null : written[name]]));
}

export function renderLimits(limits: Limits): WrittenLimits {
  return renderSomeLimits(limits) as WrittenLimits;
}

/** Those that are there. */
export function renderSomeLimits(limits: Partial<Limits>): Partial<WrittenLimits> {
  const given = names.filter((name) => limits[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, limits[name] ?? 'unlimited']));
}
