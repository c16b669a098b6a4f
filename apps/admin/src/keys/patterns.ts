// Patterns with `*` over the names of models and providers: what one looks like, and whether it can ever match.
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import { matchesPattern } from '#access/grants';
import { providers } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';

/** A list of at most 100 patterns of 1 to 200 visible characters. */
export const Patterns = () => applyDecorators(
  IsArray(),
  ArrayMaxSize(100),
  Matches(/^[\x21-\x7e]{1,200}$/, { each: true, message: 'each of $property must be a name or a pattern with "*" of 1 to 200 visible characters' }),
);

const providerIds = Object.keys(providers);

/** A provider is known or not, so a pattern that matches none is a mistake. Models come and go. */
export function providerProblems(field: string, patterns: readonly string[] | undefined): FieldProblem[] {
  return (patterns ?? []).flatMap((pattern, index) => (providerIds.some((id) => matchesPattern(pattern, id)) ? [] : [{
    param: `${field}[${index}]`, message: `${field}[${index}] matches no provider. There are: ${providerIds.join(', ')}.`,
  }]));
}
