// The request to a target of the caller's own dialect: the caller's bytes with the few fields changed that must be.
import type { JsonBody } from './json-body.js';
import type { JsonObject } from './hub.js';
import type { Target } from './exchange.js';
import { splice } from './splice.js';

/** Fields of a request that speak to this gateway and stay with it. */
const ownFields = ['provider', 'fallbacks'];

/** `null` for an optional field is as if absent, and some providers refuse it. */
const isNull = (body: JsonBody, valueStart: number) => body.bytes[valueStart] === 0x6e;

/** The caller's body for this target: its model name, usage asked of every stream, our own and null fields gone, renames. */
export function forwardRequest(target: Target, body: JsonBody, stream: boolean): Buffer {
  const { quirks } = target.provider;
  const set = new Map([['model', JSON.stringify(target.model.name)]]);
  const remove = new Set<string>();
  for (const field of body.fields.values()) if (isNull(body, field.valueStart)) remove.add(field.key);
  for (const field of ownFields) if (!keepsOwn(target, body, field)) remove.add(field);
  if (quirks.noStreamOptions) remove.add('stream_options');
  else if (stream) askForUsage(body, set);
  return splice(body.bytes, body.fields.values(), { set, remove, rename: renames(target, body, remove) });
}

/** An object under `provider` is OpenRouter's own field; a string is ours. */
function keepsOwn(target: Target, body: JsonBody, field: string): boolean {
  const at = body.fields.get(field);
  return field === 'provider' && target.provider.quirks.ownProviderField === true && at !== undefined && body.bytes[at.valueStart] === 0x7b;
}

function askForUsage(body: JsonBody, set: Map<string, string>): void {
  const asked = body.value('stream_options') as JsonObject | null | undefined;
  if (asked?.include_usage !== true) set.set('stream_options', JSON.stringify({ ...asked, include_usage: true }));
}

/** A field that is there under both names keeps the provider's own. */
function renames(target: Target, body: JsonBody, remove: Set<string>): Map<string, string> {
  const rename = new Map<string, string>();
  for (const { from, to, reasoningModelsOnly } of target.provider.quirks.renames ?? []) {
    if (!body.fields.has(from) || remove.has(from) || (reasoningModelsOnly && !target.model.reasoning)) continue;
    if (body.fields.has(to) && !remove.has(to)) remove.add(from);
    else rename.set(from, to);
  }
  return rename;
}
