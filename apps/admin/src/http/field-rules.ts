// Rules of fields that several resources have: what may be left out, text for people, tags.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { buildMessage, IsString, Length, Matches, ValidateBy, ValidateIf } from 'class-validator';

/** Null is not the same as left out: of a field that cannot be empty it is refused. */
export const MayBeLeftOut = () => ValidateIf((_, value) => value !== undefined);

/** For `PartialType`, likewise. */
export const leftOutIsNotNull = { skipNullProperties: false } as const;

/** One line of 1 to `longest` characters that holds more than spaces. */
export const IsText = (longest: number) => applyDecorators(
  ApiProperty({ minLength: 1, maxLength: longest }), // the plugin reads the lengths of rules that stand at the field itself alone
  IsString(),
  Length(1, longest),
  Matches(/^(?=.*\S)[^\p{Cc}\p{Cs}]*$/u, { message: '$property must be text without control characters' }),
);

export type Tags = Record<string, string>;

const mostTags = 16;
// What `x-aiproxy-tags: name=value,…` and the filter `name:value` use to tell the parts is in no name.
const tagName = /^[^\p{Cc}\p{Cs}=,:]{1,64}$/u;
const tagValue = /^[^\p{Cc}\p{Cs}]{1,64}$/u;

function areTags(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= mostTags && entries.every(([name, text]) => tagName.test(name) && typeof text === 'string' && tagValue.test(text));
}

/** class-transformer leaves out what is named like something that every object has (`toString`): such tags would vanish without a word. */
const withoutInherited = ({ value, obj, key }: { value: unknown; obj: Record<string, unknown>; key: string }) =>
  (Object.keys(Object(obj[key]) as object).some((name) => name in Object.prototype) ? null : value);

export const AreTags = () => applyDecorators(Transform(withoutInherited), ValidateBy({
  name: 'areTags',
  validator: {
    validate: areTags,
    defaultMessage: buildMessage(() => `$property must be an object of at most ${mostTags} names and texts of 1 to 64 characters each, no name with "=", "," or ":", none like "toString"`),
  },
}));

/** `name:value`, of one tag. */
export const IsTagFilter = () => Matches(/^[^\p{Cc}:]{1,64}:[^\p{Cc}]{1,64}$/u, { message: '$property must be a tag\'s name and value, like "team:search"' });

export function parseTagFilter(text: string | undefined): { name: string; value: string } | undefined {
  if (text === undefined) return undefined;
  const colon = text.indexOf(':');
  return { name: text.slice(0, colon), value: text.slice(colon + 1) };
}
