// Rules of /v1 bodies that class-validator has no decorator for.
import { ValidateBy } from 'class-validator';
import { UnreadArray } from '#providers/json-body';
import { fallbacksMax } from '../../relay/routes/fallbacks.js';

const isTokens = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every((token) => Number.isInteger(token) && token >= 0);
const isStreamed = (body: object | undefined): boolean => body !== undefined && 'stream' in body && body.stream === true;
const isText = (value: unknown): boolean => typeof value === 'string';

/** An array with something in it; one too large to be read is. */
export function IsFilledArray(): PropertyDecorator {
  return ValidateBy({
    name: 'isFilledArray',
    validator: {
      validate: (value: unknown) => value instanceof UnreadArray || (Array.isArray(value) && value.length > 0),
      defaultMessage: () => '$property must be an array with at least one entry.',
    },
  });
}

/** A text, texts, tokens, or arrays of tokens, at most `max` of them. */
export function IsTextOrTokens({ max, allowEmpty }: { max: number; allowEmpty: boolean }): PropertyDecorator {
  const isFilled = (value: unknown) => isText(value) && (allowEmpty || value !== '');
  const isList = (value: unknown): boolean =>
    Array.isArray(value) && value.length > 0 && (isTokens(value) || (value.length <= max && (value.every(isFilled) || value.every(isTokens))));
  return ValidateBy({
    name: 'isTextOrTokens',
    validator: {
      validate: (value: unknown) => value instanceof UnreadArray || isFilled(value) || isList(value),
      defaultMessage: () =>
        `$property must be a ${allowEmpty ? '' : 'non-empty '}string, an array of 1 to ${max} of them, an array of tokens, or an array of token arrays.`,
    },
  });
}

/** A text or up to four of them. */
export function IsStop(): PropertyDecorator {
  return ValidateBy({
    name: 'isStop',
    validator: {
      validate: (value: unknown) => isText(value) || (Array.isArray(value) && value.length <= 4 && value.every(isText)),
      defaultMessage: () => '$property must be a string or an array of at most 4 strings.',
    },
  });
}

/** The options of a stream, which need one. */
export function IsStreamOptions(): PropertyDecorator {
  return ValidateBy({
    name: 'isStreamOptions',
    validator: {
      validate: (value: unknown, details) =>
        typeof value === 'object' && !Array.isArray(value) && isStreamed(details?.object),
      defaultMessage: () => '$property is an object and only allowed when "stream" is true.',
    },
  });
}

/** What a message says: a text, or an array of parts. */
export function IsContent(): PropertyDecorator {
  return ValidateBy({
    name: 'isContent',
    validator: {
      validate: (value: unknown) => isText(value) || (Array.isArray(value) && value.every((part) => typeof part === 'object' && part !== null)),
      defaultMessage: () => '$property must be a string or an array of content parts.',
    },
  });
}

/** A preferred provider's id; an object is a field of one provider's own and passed to it. */
export function IsProvider(): PropertyDecorator {
  return ValidateBy({
    name: 'isProvider',
    validator: {
      validate: (value: unknown) => (isText(value) && value !== '') || (typeof value === 'object' && !Array.isArray(value)),
      defaultMessage: () => "$property must be a provider's id, for example \"openai\".",
    },
  });
}

const fallbackLists = ['any', 'context_window', 'content_policy'];

const isFallbackList = (value: unknown) => Array.isArray(value) && value.length <= fallbacksMax && value.every((name) => isText(name) && name !== '');

const areFallbackLists = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  && Object.entries(value).every(([name, list]) => fallbackLists.includes(name) && (list === null || isFallbackList(list)));

/** Models to go on with: a list, or lists by what they are for. */
export function IsFallbacks(): PropertyDecorator {
  return ValidateBy({
    name: 'isFallbacks',
    validator: {
      validate: (value: unknown) => isFallbackList(value) || areFallbackLists(value),
      defaultMessage: () => `$property must be an array of at most ${fallbacksMax} model ids, or an object with such arrays under ${fallbackLists.join(', ')}.`,
    },
  });
}

export const fallbacksSchema = {
  oneOf: [
    { type: 'array', items: { type: 'string' }, maxItems: fallbacksMax },
    { type: 'object', properties: Object.fromEntries(fallbackLists.map((name) => [name, { type: 'array', items: { type: 'string' }, maxItems: fallbacksMax }])), additionalProperties: false },
  ],
};
