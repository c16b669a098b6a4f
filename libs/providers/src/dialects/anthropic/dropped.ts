// What was asked for and cannot be said on Anthropic's wire is told to the caller by its path, never dropped in silence.
import type { Extra } from '../../hub.js';

/** A proof that its vendor gave along with an earlier answer; nobody asked for it, and here it proves nothing. */
const proofs: ReadonlySet<string> = new Set(['thoughtSignature']);

/** Fields that only another dialect understands, under the path of what carried them ('' is the request itself). */
export function foreignFields(extra: Extra | undefined, path = ''): string[] {
  return Object.entries(extra ?? {})
    .filter(([dialect]) => dialect !== 'anthropic')
    .flatMap(([, fields]) => Object.keys(fields ?? {}))
    .filter((field) => !proofs.has(field))
    .map((field) => (path ? `${path}.${field}` : field));
}
