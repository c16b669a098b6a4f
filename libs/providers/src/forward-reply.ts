// Whole replies of a target of the caller's own dialect: forwarded as bytes, with the provider's id spliced in and the usage
// read on the way. Up to 64 KiB a reply is looked at as a whole; of a larger one the head and the tail are.
import { UpstreamError } from './errors.js';
import type { PipedReply, ReadReply, Target } from './exchange.js';
import type { JsonObject } from './hub.js';
import { parseObject } from './parse-object.js';
import { scanJson, type JsonField } from './scan-json.js';
import { serviceTierIn, serviceTierOf } from './service-tier.js';
import { splice } from './splice.js';
import { parseUsage } from './dialects/openai/parse-usage.js';
import type { Usage } from './usage.js';

/** What the endpoint's replies look like. */
export interface ReplyShape {
  /** A reply without this field is none. */
  required: 'choices' | 'data';
  /** Whether the provider's id is spliced in (chat and completions; not embeddings). */
  namesProvider: boolean;
}

export const usageOfWire = (usage: unknown): Usage | undefined =>
  typeof usage === 'object' && usage !== null ? parseUsage(usage as JsonObject) : undefined;

/** Throws UpstreamError for an error inside a 200 and for what is no reply. */
export function forwardReply(target: Target, wire: Buffer, shape: ReplyShape): ReadReply {
  const bytes = mended(target, wire);
  const fields = fieldsOf(bytes);
  const value = (key: string): unknown => {
    const field = fields.get(key);
    return field && JSON.parse(bytes.toString('utf8', field.valueStart, field.valueEnd));
  };
  if (value('error')) throw target.provider.dialect.parseError(200, bytes.toString('utf8'), {});
  if (!fields.has(shape.required)) throw new UpstreamError('malformed', 'The provider sent a reply that is none.', { internal: `no "${shape.required}"` });
  const model = value('model');
  const usage = value('usage') as JsonObject | null | undefined;
  const serviceTier = serviceTierOf(value('service_tier')) ?? serviceTierOf(usage?.service_tier);
  return {
    bytes: shape.namesProvider ? nameProvider(target, bytes, fields) : bytes,
    usage: usageOfWire(usage),
    ...(serviceTier && { serviceTier }),
    ...(typeof model === 'string' && { model }),
  };
}

/** A provider's reply quirks: parsed, mended and written anew, where it has any. */
function mended(target: Target, wire: Buffer): Buffer {
  const mends = (target.provider.quirks.replies ?? []).filter((quirk) => quirk.reply !== undefined);
  if (mends.length === 0) return wire;
  const json = parseObject(target, wire);
  for (const quirk of mends) quirk.reply?.(json);
  return Buffer.from(JSON.stringify(json));
}

function fieldsOf(bytes: Buffer): Map<string, JsonField> {
  try {
    return new Map(scanJson(bytes).map((field) => [field.key, field]));
  } catch (error) {
    throw new UpstreamError('malformed', 'The provider sent a reply that is not JSON.', { internal: String(error) });
  }
}

/** An upstream's own `provider` gives way, so that the field always says who answered us. */
function nameProvider(target: Target, bytes: Buffer, fields: Map<string, JsonField>): Buffer {
  const first = `"provider":${JSON.stringify(target.provider.id)}`;
  return splice(bytes, fields.values(), { first, rename: new Map([['provider', 'upstream_provider']]) });
}

const tailBytes = 16 * 1024;
const opening = /^\s*\{/;

/** For a reply larger than its first 64 KiB, `head`. Throws UpstreamError when the head shows that it is an error. */
export function pipeReply(target: Target, head: Buffer, shape: ReplyShape): PipedReply {
  const start = head.toString('latin1', 0, 4096);
  if (!opening.test(start)) throw new UpstreamError('malformed', 'The provider sent a reply that is not JSON.');
  if (/^\s*\{\s*"error"\s*:\s*[{"]/.test(start)) throw target.provider.dialect.parseError(200, head.toString('utf8'), {});
  let tail: Buffer = Buffer.alloc(0);
  let begun = !shape.namesProvider;
  return {
    push(bytes) {
      tail = bytes.length >= tailBytes ? bytes.subarray(-tailBytes) : Buffer.concat([tail, bytes]).subarray(-tailBytes);
      if (begun) return bytes;
      begun = true;
      const brace = bytes.indexOf(0x7b) + 1;
      return Buffer.concat([bytes.subarray(0, brace), Buffer.from(`"provider":${JSON.stringify(target.provider.id)},`), bytes.subarray(brace)]);
    },
    end() {
      const serviceTier = serviceTierIn(tail.toString('latin1')) ?? serviceTierIn(head.toString('latin1'));
      return { bytes: Buffer.alloc(0), usage: usageOfWire(usageAt(tail) ?? usageAt(head)), ...(serviceTier && { serviceTier }) };
    },
  };
}

/** The last `"usage": {…}` of a piece of a reply; quotes inside texts are escaped, so that no text looks like it. */
function usageAt(piece: Buffer): unknown {
  const text = piece.toString('utf8');
  const at = /^[^]*[{,]\s*"usage"\s*:\s*(?=\{)/.exec(text)?.[0].length;
  if (at === undefined) return undefined;
  for (let end = text.indexOf('}', at); end >= 0; end = text.indexOf('}', end + 1)) {
    try {
      return JSON.parse(text.slice(at, end + 1));
    } catch {
      // a nested object's brace: the next one may close it
    }
  }
  return undefined;
}
