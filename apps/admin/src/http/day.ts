// A day in a body, a query or an address.
import { buildMessage, ValidateBy } from 'class-validator';

const words = 'must be a day that there is, like "2026-11-25"';

/** What is wrong with it, to follow its name. JavaScript takes the 30th of February for the 2nd of March. */
export function dayProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^(?:19|[2-9]\d)\d\d-\d\d-\d\d$/.test(value)) return words;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value) ? undefined : words;
}

export const IsDay = () => ValidateBy({
  name: 'isDay', validator: { validate: (value) => dayProblem(value) === undefined, defaultMessage: buildMessage(() => `$property ${words}`) },
});
