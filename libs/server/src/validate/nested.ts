// Marks a property of a DTO as an object (or array of objects) of another DTO. class-validator alone learns that class
// from instances, which are never made here, so it has to be said.
import { ValidateNested } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

type Class = abstract new (...args: never[]) => object;

interface NestedContext { dto: () => Class }

/** `dto` is a function so that classes may refer to each other. With `each` the property is an array. */
export function Nested(dto: () => Class, { each = false }: { each?: boolean } = {}): PropertyDecorator {
  return ValidateNested({ each, context: { dto } satisfies NestedContext });
}

export function nestedClass(metadata: ValidationMetadata): () => Class {
  const context = metadata.context as NestedContext | undefined;
  if (context === undefined) throw new Error(`${metadata.propertyName}: use @Nested(() => Class) instead of @ValidateNested()`);
  return context.dto;
}
