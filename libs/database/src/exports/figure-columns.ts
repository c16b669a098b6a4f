// Columns that several exports have: tokens by bucket, money, and who stands behind an id.
import { inputBuckets, outputBuckets, usageBuckets, type UsageBucket } from '#providers/usage';
import type { NamedKind } from '../names.js';
import { usdText, type ExportColumn } from './export-relation.js';

const headers: Record<UsageBucket, string> = {
  inputText: 'Input text tokens', inputAudio: 'Input audio tokens', inputImage: 'Input image tokens', cacheRead: 'Cache read tokens',
  cacheWrite5m: 'Cache write (5 min) tokens', cacheWrite1h: 'Cache write (1 h) tokens', outputText: 'Output text tokens',
  outputReasoning: 'Output reasoning tokens', outputAudio: 'Output audio tokens', images: 'Images',
};

export const bucketColumn = (bucket: UsageBucket) => bucket.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);

/** Their sum, each widened: two columns of a row of the ledger may be more than one can hold. */
export const sumOf = (buckets: readonly UsageBucket[]) => `(${buckets.map((bucket) => `${bucketColumn(bucket)}::bigint`).join(' + ')})`;

/** Over the columns of a table of sums or of the ledger. */
export const tokenColumns: readonly ExportColumn[] = [
  { key: 'inputTokens', header: 'Input tokens', kind: 'count', sql: sumOf(inputBuckets) },
  { key: 'outputTokens', header: 'Output tokens', kind: 'count', sql: sumOf(outputBuckets) },
  ...usageBuckets.map((bucket): ExportColumn => ({ key: bucket, header: headers[bucket], kind: 'count', sql: bucketColumn(bucket) })),
];

export const usdColumns: readonly ExportColumn[] = [
  { key: 'listUsd', header: 'List cost (USD)', kind: 'money', sql: usdText('list_pico_usd') },
  { key: 'chargedUsd', header: 'Charged cost (USD)', kind: 'money', sql: usdText('charged_pico_usd') },
];

const tables: Record<NamedKind, string> = { project: 'project', key: 'api_key', member: 'member', credential: 'credential' };

/** Who may be named in an export. */
export type Named = Readonly<Record<NamedKind, boolean>>;

/**
 * The name behind an id: of what has none, or may not be named, the id itself. `join` finds it, one for each row, and brings no column that
 * could be taken for one of the relation's own.
 */
export function nameBehind(kind: NamedKind, id: string, named: Named): { join: string; sql: string } {
  if (!named[kind]) return { join: '', sql: id };
  return {
    join: `LEFT JOIN (SELECT id AS id_of_${kind}, name AS name_of_${kind} FROM ${tables[kind]}) AS named_${kind} ON id_of_${kind} = ${id}`,
    sql: `coalesce(name_of_${kind}, ${id})`,
  };
}
