// Checks bodies and queries against their DTO: what is wrong is told field by field, and a field that nobody reads is a mistake.
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ApiError, type FieldProblem } from '#server/errors/api-error';

export const validation = () => new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  stopAtFirstError: true,
  exceptionFactory: (errors) => invalid(errors.flatMap((error) => problemsOf(error))),
});

/** 400 with every problem; the first one is the message. */
export function invalid(problems: FieldProblem[]): ApiError {
  const [first] = problems;
  return new ApiError('invalid_request', { param: first?.param ?? null, message: first?.message ?? 'The request is invalid.', problems });
}

function problemsOf({ property, constraints, children = [] }: ValidationError, path = ''): FieldProblem[] {
  const param = `${path}${/^\d+$/.test(property) ? `[${property}]` : `${path ? '.' : ''}${property}`}`;
  const own = Object.values(constraints ?? {}).map((message) => ({ param, message: wordsFor(message, property, param) }));
  return [...own, ...children.flatMap((child) => problemsOf(child, param))];
}

function wordsFor(message: string, property: string, param: string): string {
  if (message === `property ${property} should not exist`) return `"${param}" is not a field here.`;
  return message.startsWith(property) ? `${param}${message.slice(property.length)}` : message;
}
