// What a value in the configuration file may be: each rule is checked when a file is sent and written into the JSON schema that
// editors complete it by, so the two cannot say different things.

/** A value of JSON Schema, draft 2020-12. */
export type Schema = Record<string, unknown>;

export interface Rule {
  schema: Schema;
  /** What is wrong, to follow the value's name; undefined: nothing is. A `[2]` in front names an item. */
  problem: (value: unknown) => string | undefined;
}

const rule = (schema: Schema, words: string, holds: (value: unknown) => boolean): Rule => ({ schema, problem: (value) => (holds(value) ? undefined : words) });

/** One line that holds more than spaces. */
export const text = (maxLength: number): Rule => {
  const pattern = String.raw`^(?=.*\S)[^\p{Cc}\p{Cs}]*$`;
  return rule(
    { type: 'string', minLength: 1, maxLength, pattern }, ` must be text of 1 to ${maxLength} characters, no control characters among them`,
    (value) => typeof value === 'string' && value.length >= 1 && value.length <= maxLength && new RegExp(pattern, 'u').test(value));
};

export const whole = (minimum: number, maximum: number): Rule => rule(
  { type: 'integer', minimum, maximum }, ` must be a whole number from ${minimum} to ${maximum}`,
  (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum);

export const truth: Rule = rule({ type: 'boolean' }, ' must be true or false', (value) => typeof value === 'boolean');

export const oneOf = (words: readonly (string | number)[]): Rule => rule(
  { enum: words }, ` must be ${words.length > 1 ? 'one of ' : ''}${words.join(', ')}`, (value) => words.includes(value as string));

export const written = (pattern: string, words: string): Rule => rule(
  { type: 'string', pattern }, ` must be ${words}`, (value) => typeof value === 'string' && new RegExp(pattern, 'u').test(value));

const largestLimit = 2_147_483_647;
export const limit: Rule = rule(
  { anyOf: [{ type: 'integer', minimum: 0, maximum: largestLimit }, { const: 'unlimited' }] }, ` must be a whole number from 0 to ${largestLimit}, or "unlimited"`,
  (value) => value === 'unlimited' || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestLimit));

const momentPattern = String.raw`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+\-]\d{2}:\d{2}))?$`;
/** A date alone is its first moment in UTC. */
export const moment: Rule = rule(
  { type: 'string', pattern: momentPattern }, ' must be a date like 2026-01-31, or a moment like 2026-01-31T12:00:00Z',
  (value) => typeof value === 'string' && new RegExp(momentPattern).test(value) && isOnCalendar(value));

/** JavaScript takes the 30th of February for the 2nd of March. */
function isOnCalendar(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(text)) && day.toISOString().slice(0, 10) === text.slice(0, 10);
}

/** Each item once. */
export const listOf = (item: Rule, maxItems: number): Rule => ({
  schema: { type: 'array', items: item.schema, maxItems, uniqueItems: true },
  problem: (value) => {
    if (!Array.isArray(value) || value.length > maxItems) return ` must be a list of at most ${maxItems} items`;
    for (const [index, one] of value.entries()) {
      const problem = item.problem(one) ?? (value.indexOf(one) < index ? ' is there twice' : undefined);
      if (problem !== undefined) return `[${index}]${problem}`;
    }
    return undefined;
  },
});

/** Short texts by name; each pattern is of whole texts. */
export const textsByName = (most: number, name: string, value: string, words: string): Rule => rule(
  { type: 'object', maxProperties: most, propertyNames: { pattern: name }, additionalProperties: { type: 'string', pattern: value } }, ` must be ${words}`,
  (given) => typeof given === 'object' && given !== null && !Array.isArray(given) && Object.keys(given).length <= most
    && Object.entries(given).every(([key, one]) => new RegExp(name, 'u').test(key) && typeof one === 'string' && new RegExp(value, 'u').test(one)));

/** Exactly one of these, each a text. */
export const choiceOf = (names: readonly string[], words: string): Rule => rule(
  { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: false, properties: Object.fromEntries(names.map((name) => [name, { type: 'string', minLength: 1 }])) },
  ` must be ${words}`,
  (value) => {
    const [[name, one] = [], ...others] = typeof value === 'object' && value !== null ? Object.entries(value) as [string, unknown][] : [];
    return others.length === 0 && names.includes(name ?? '') && typeof one === 'string' && one !== '';
  });
