// Reads a whole chat completion into the hub, in every variant that OpenAI-compatible servers answer.
import { UpstreamError } from '../../errors.js';
import type { ChatReply, Extra, JsonObject } from '../../hub.js';
import { contentParts } from './content-list.js';
import { parseFinish } from './finish.js';
import { parseAssistant } from './parse-assistant.js';
import { parseError } from './parse-error.js';
import { parseUsage } from './parse-usage.js';
import { serviceTierOfWire } from '../../service-tier.js';
import { parseExtra } from './extra.js';
import { defined, isObject, objectsOf, textOf } from './wire-fields.js';

const replyFields: ReadonlySet<string> = new Set(['id', 'object', 'created', 'model', 'choices', 'usage', 'provider']);
const choiceFields: ReadonlySet<string> = new Set(['index', 'message', 'finish_reason']);

/** Throws UpstreamError for an error in the place of a reply, and 'malformed' for what is none. */
export function parseReply(json: JsonObject): ChatReply {
  if (json.error) throw parseError(200, JSON.stringify(json), {});
  if (!Array.isArray(json.choices)) throw new UpstreamError('malformed', 'The provider sent a reply without choices.');
  const id = textOf(json.id) ?? '';
  return defined<ChatReply>({
    id,
    model: textOf(json.model) ?? '',
    created: typeof json.created === 'number' ? json.created : undefined,
    choices: objectsOf(json.choices).map((choice, position) => parseChoice(choice, position, id)),
    usage: isObject(json.usage) ? parseUsage(json.usage) : undefined,
    serviceTier: serviceTierOfWire(json),
    extra: parseExtra(json, replyFields),
  });
}

function parseChoice(choice: JsonObject, position: number, replyId: string): ChatReply['choices'][number] {
  const index = typeof choice.index === 'number' ? choice.index : position;
  const message = isObject(choice.message) ? choice.message : {};
  const { parts, extra } = parseAssistant(message, contentParts(message.content), `call_${replyId}_${index}`);
  const calledTools = parts.some((part) => part.kind === 'tool-call');
  const beside = parseExtra(choice, choiceFields)?.openai;
  const said = extra?.openai;
  return defined({
    index,
    parts,
    finish: parseFinish(textOf(choice.finish_reason) ?? '', calledTools),
    extra: beside || said ? ({ openai: { ...beside, ...(said && { message: said }) } } satisfies Extra) : undefined,
  });
}
