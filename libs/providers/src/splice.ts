// Changes a few top-level fields in the bytes of a JSON object and leaves every other byte as it came: what a caller or a
// provider wrote is never parsed and written again only because one field of it must change.
import type { JsonField } from './scan-json.js';

export interface Edits {
  /** Field -> its new value as JSON text; added at the end where it is absent. */
  set?: ReadonlyMap<string, string>;
  remove?: ReadonlySet<string>;
  /** Old name -> new name. */
  rename?: ReadonlyMap<string, string>;
  /** JSON text of fields to stand first, without braces: `"provider":"openai"`. */
  first?: string;
}

/** `fields` is what scanJson found in `bytes`, in its order. */
export function splice(bytes: Buffer, fields: Iterable<JsonField>, edits: Edits): Buffer {
  const pieces: (Buffer | string)[] = [];
  const add = (piece: Buffer | string) => pieces.push(pieces.length === 0 ? '{' : ',', piece);
  const missing = new Map(edits.set);
  let run: { from: number; to: number } | undefined;
  const endRun = () => {
    if (run) add(bytes.subarray(run.from, run.to));
    run = undefined;
  };
  if (edits.first) add(edits.first);
  for (const field of fields) {
    const value = edits.set?.get(field.key);
    const name = edits.rename?.get(field.key);
    missing.delete(field.key);
    if (edits.remove?.has(field.key)) endRun();
    else if (value === undefined && name === undefined) run = { from: run?.from ?? field.keyStart, to: field.valueEnd };
    else {
      endRun();
      add(`${JSON.stringify(name ?? field.key)}:${value ?? bytes.toString('utf8', field.valueStart, field.valueEnd)}`);
    }
  }
  endRun();
  for (const [key, value] of missing) add(`${JSON.stringify(key)}:${value}`);
  if (pieces.length === 0) pieces.push('{');
  pieces.push('}');
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
