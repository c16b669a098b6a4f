// How long a provider asks us to wait, the same way in every dialect: exact milliseconds, seconds (a fraction too), or an HTTP date.
// There is no clock here: a date is measured against the reply's own.

export type ReplyHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Milliseconds; undefined when it does not say, or says nothing usable. */
export function parseRetryAfter(headers: ReplyHeaders): number | undefined {
  const exact = Number(headerOf(headers, 'retry-after-ms') ?? Number.NaN);
  if (exact >= 0) return Math.ceil(exact);
  const given = headerOf(headers, 'retry-after');
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (seconds >= 0) return Math.ceil(seconds * 1000);
  const wait = Date.parse(given) - Date.parse(headerOf(headers, 'date') ?? '');
  return wait >= 0 ? wait : undefined;
}

function headerOf(headers: ReplyHeaders, name: string): string | undefined {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first.trim() === '' ? undefined : first.trim();
}
