// One constraint of a DTO's property as a plain function: class-validator's own constraint object does the judging.
import { getMetadataStorage, type ValidationArguments } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import type { Problem } from './checker.js';

/** `param` is the path of the value, for the message. */
export type Rule = (value: unknown, object: object, param: string) => Problem | undefined;

export function constraintRule(metadata: ValidationMetadata): Rule {
  const constraints = getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls);
  if (constraints.some(({ async }) => async)) throw new Error(`${metadata.propertyName}: asynchronous constraints cannot be checked here`);
  const validators = constraints.map(({ instance }) => instance);
  const { each, validateIf, target, propertyName: property } = metadata;
  const targetName = typeof target === 'string' ? target : target.name;
  return (value, object, param) => {
    if (validateIf !== undefined && !validateIf(object, value)) return undefined;
    const details: ValidationArguments = { value, object, constraints: metadata.constraints, property, targetName };
    for (const validator of validators) {
      const valid = each && Array.isArray(value)
        ? value.every((item) => validator.validate(item, details) === true)
        : validator.validate(value, details) === true;
      if (!valid) return { param, message: renderMessage(metadata.message ?? validator.defaultMessage?.(details), details, param) };
    }
    return undefined;
  };
}

/** Fills in class-validator's `$` words. `$property` becomes the whole path; `$value` does not: it is the caller's data. */
function renderMessage(message: ValidationMetadata['message'] | undefined, details: ValidationArguments, param: string): string {
  const text = typeof message === 'function' ? message(details) : message ?? '$property is invalid';
  return text
    .replaceAll(/\$constraint(\d+)/g, (_, place: string) => String(details.constraints[Number(place) - 1]))
    .replaceAll('$property', () => param)
    .replaceAll('$target', () => details.targetName)
    .replaceAll('$value', () => 'the value');
}
