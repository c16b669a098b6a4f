// The names that callers ask for: public ids of models, and aliases. A name may say whose a model is, never that it is another
// provider's.
import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches, NotEquals } from 'class-validator';
import { providerById } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';

/** `compare` is another address under /api/models. */
export const IsPublicName = () => applyDecorators(
  IsString(),
  Length(1, 200),
  NotEquals('compare'),
  Matches(/^[A-Za-z0-9][\w.:@+~-]*(\/[\w.:@+~-]+)*$/, { message: '$property must be a name of letters, digits and . _ : @ + ~ - with single slashes between its parts' }),
);

/** What stands before its first slash, where that is a provider. */
function providerIn(name: string): string | undefined {
  const prefix = name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
  return providerById(prefix)?.id;
}

interface NamedModel { id: string; aliases: readonly { id: string }[]; targets: readonly { providerId: string }[] }

/** A name of the model that begins with another provider's id than that of its first target, as a problem of the field that made it so. */
export function foreignName({ id, aliases, targets }: NamedModel, param: string): FieldProblem | undefined {
  const [first] = targets;
  const name = first && [id, ...aliases.map((alias) => alias.id)].find((one) => ![undefined, first.providerId].includes(providerIn(one)));
  return name === undefined ? undefined : { param, message: `${param}: "${name}" says that ${providerIn(name)} serves it, but ${first?.providerId} would be its first target.` };
}
