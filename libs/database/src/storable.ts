// The replacer of JSON.stringify for rows that Postgres reads as JSON, many in a statement.

/** Integers of any size as text; characters that Postgres cannot store (NUL, half surrogates) as the replacement character. */
export function storable(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`;
  return typeof value === 'string' ? value.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd') : value;
}
