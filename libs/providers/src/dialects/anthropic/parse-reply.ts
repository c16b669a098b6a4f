// A whole answer of Anthropic's messages API -> hub.
import { UpstreamError } from '../../errors.js';
import type { ChatReply, JsonObject, Part } from '../../hub.js';
import { parseContent } from './parse-content.js';
import { errorOf } from './parse-error.js';
import { parseServiceTier } from './parse-service-tier.js';
import { parseUsage } from './parse-usage.js';
import { objectOf, stringOf } from './read-wire.js';
import { parseStopReason } from './stop-reason.js';

/** Throws UpstreamError: what the answer says where it is an error, `malformed` where it is no message. */
export function parseReply(json: JsonObject): ChatReply {
  if (json.type === 'error') throw errorOf(json);
  if (!Array.isArray(json.content)) throw new UpstreamError('malformed', 'The provider sent a reply that is no message.');
  const usage = parseUsage(json.usage);
  const serviceTier = parseServiceTier(json.usage);
  const raw = stringOf(json.stop_reason) ?? '';
  return {
    id: stringOf(json.id) ?? '',
    model: stringOf(json.model) ?? '',
    choices: [{ index: 0, parts: [...parseContent(json.content), ...parseRefusal(raw, json.stop_details)], finish: parseStopReason(raw) }],
    ...(usage && { usage }),
    ...(serviceTier && { serviceTier }),
  };
}

/** Why the model refused, where it says so; a refusal may come without a word. */
export function parseRefusal(stopReason: string, stopDetails: unknown): Part[] {
  const text = stringOf(objectOf(stopDetails)?.explanation);
  return stopReason === 'refusal' && text ? [{ kind: 'refusal', text }] : [];
}
