// Checks bodies and queries against their DTO: what is wrong is told field by field, and a field that nobody reads is a mistake.
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ApiError, type FieldProblem } from '#server/errors/api-error';

export const validation = () => new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  stopAtFirstError: true,
  validationError: { target: true, value: false }, // an item's target is its list, a name's its map
  exceptionFactory: (errors) => invalid(errors.flatMap((error) => problemsOf(error))),
});

/** 400 with every problem; the first one is the message. */
export function invalid(problems: FieldProblem[]): ApiError {
  const [first] = problems;
  return new ApiError('invalid_request', { param: first?.param ?? null, message: first?.message ?? 'The request is invalid.', problems });
}

function problemsOf({ property, constraints, children = [], target }: ValidationError, path = ''): FieldProblem[] {
  const param = `${path}${Array.isArray(target) ? `[${property}]` : `${path ? '.' : ''}${property}`}`;
  const own = Object.values(constraints ?? {}).map((message) => ({ param: param + partOf(message, property), message: wordsFor(message, property, param) }));
  return [...own, ...children.flatMap((child) => problemsOf(child, param))];
}

/** A rule may name a part of what it is about: `permissions[2] must …`, `keys.ci must …`. */
function partOf(message: string, property: string): string {
  return message.startsWith(property) ? (/^(?:\[\d+\]|\..+?(?= must ))/.exec(message.slice(property.length))?.[0] ?? '') : '';
}

function wordsFor(message: string, property: string, param: string): string {
  if (message === `property ${property} should not exist`) return `"${param}" is not a field here.`;
  return message.startsWith(property) ? `${param}${message.slice(property.length)}` : message;
}
