// The net under the rule that only our own few fields are logged: what must never be in a log is taken out of a line.
// By hand, since pino's own redaction by paths costs more than the rest of a line together.

const neverLogged = new Set(['authorization', 'cookie', 'headers', 'body', 'secret', 'apiKey', 'password', 'token', 'prompt', 'messages']);

type Fields = Record<string, unknown>;

/** The same object where there is nothing to take out (nearly always). Errors are left to their serializer. */
export function redact(fields: Fields): Fields {
  for (const [name, value] of Object.entries(fields)) {
    if (neverLogged.has(name) || isNested(value)) return withoutSecrets(fields);
  }
  return fields;
}

/** What lies deeper than four levels is left out as a whole: nobody meant to log it. */
function withoutSecrets(fields: Fields, levels = 4): Fields {
  const kept = Object.entries(fields).filter(([name, value]) => !neverLogged.has(name) && (levels > 1 || !isNested(value)));
  return Object.fromEntries(kept.map(([name, value]) => [name, isNested(value) ? withoutSecrets(value, levels - 1) : value]));
}

function isNested(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && !Array.isArray(value);
}
