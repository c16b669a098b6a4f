// What the admin API answered instead of what was asked for.

export interface FieldProblem { param: string; message: string }

/** `message` is the API's own. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(readonly status: number, message: string, readonly code: string | null, readonly param: string | null, readonly problems: readonly FieldProblem[]) {
    super(message);
  }
}

/** `body`: as it was parsed, or its text when it is no JSON. Undefined for what the admin API would never say. */
export function parseRefusal(status: number, body: unknown): RefusedError | undefined {
  const error = fieldsOf(fieldsOf(body)?.error);
  if (typeof error?.message !== 'string') return undefined;
  return new RefusedError(status, error.message, textOf(error.code), textOf(error.param), parseProblems(error.problems));
}

function parseProblems(list: unknown): FieldProblem[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const { param, message } = fieldsOf(item) ?? {};
    return typeof param === 'string' && typeof message === 'string' ? [{ param, message }] : [];
  });
}

const fieldsOf = (value: unknown) => (typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined);
const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
