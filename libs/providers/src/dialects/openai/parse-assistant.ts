// Reads an assistant's message, which is the same in a request's history and in a reply: reasoning first, then what it said,
// then its tool calls.
import type { CitationPart, Extra, ImagePart, JsonObject, Part, ToolCallPart } from '../../hub.js';
import { parseExtra } from './extra.js';
import { parseMedia } from './media.js';
import { parseReasoning } from './reasoning-details.js';
import { defined, isObject, objectsOf, textOf } from './wire-fields.js';

const messageFields: ReadonlySet<string> = new Set([
  'role', 'content', 'name', 'refusal', 'tool_calls', 'function_call', 'reasoning_content', 'reasoning', 'reasoning_details', 'annotations', 'images',
]);
const callFields: ReadonlySet<string> = new Set(['id', 'type', 'index', 'function', 'custom']);

/**
 * `content` is what its content field says, already taken apart; `idPrefix` makes the ids of calls that came without one (the
 * deprecated `function_call`, some servers).
 */
export function parseAssistant(message: JsonObject, content: readonly Part[], idPrefix: string): { parts: Part[]; extra?: Extra } {
  const thought = content.filter((part) => part.kind === 'reasoning');
  const readable = textOf(message.reasoning_content) ?? textOf(message.reasoning) ?? textOf(thought.map((part) => part.text).join(''));
  const { gemini, ...extra } = parseExtra(message, messageFields) ?? {};
  const refusal = textOf(message.refusal);
  const parts: Part[] = [
    ...parseReasoning(message.reasoning_details, readable),
    ...signed(content.filter((part) => part.kind !== 'reasoning'), gemini),
    ...(refusal === undefined ? [] : [{ kind: 'refusal' as const, text: refusal }]),
    ...objectsOf(message.images).flatMap(parseImage),
    ...objectsOf(message.annotations).flatMap(parseCitation),
    ...parseCalls(message, idPrefix),
  ];
  return Object.keys(extra).length > 0 ? { parts, extra } : { parts };
}

/** A Gemini signature of the message belongs to its text, which may be empty. */
function signed(parts: Part[], gemini: JsonObject | undefined): Part[] {
  const said = parts.filter((part) => part.kind !== 'text' || part.text !== '' || part.extra !== undefined);
  if (gemini === undefined) return said;
  const last = said.findLastIndex((part) => part.kind === 'text');
  if (last < 0) return [...said, { kind: 'text', text: '', extra: { gemini } }];
  return said.map((part, index) => (index === last && part.kind === 'text' ? { ...part, extra: { ...part.extra, gemini } } : part));
}

/** OpenRouter shows images of an answer this way. */
function parseImage(image: JsonObject): ImagePart[] {
  const url = isObject(image.image_url) ? textOf(image.image_url.url) : undefined;
  return url === undefined ? [] : [{ kind: 'image', source: parseMedia(url, 'images') }];
}

function parseCalls(message: JsonObject, idPrefix: string): ToolCallPart[] {
  const calls = objectsOf(message.tool_calls).map((call, index) => parseCall(call, `${idPrefix}_${index}`));
  if (isObject(message.function_call)) calls.push(parseCall({ function: message.function_call }, `${idPrefix}_${calls.length}`));
  return calls;
}

function parseCall(call: JsonObject, fallbackId: string): ToolCallPart {
  const custom = isObject(call.custom);
  const called = custom ? (call.custom as JsonObject) : isObject(call.function) ? call.function : {};
  return defined<ToolCallPart>({
    kind: 'tool-call',
    id: textOf(call.id) ?? fallbackId,
    name: textOf(called.name) ?? '',
    arguments: custom ? (textOf(called.input) ?? '') : parseArguments(called.arguments),
    custom: custom || undefined,
    extra: parseExtra(call, callFields),
  });
}

/** JSON text; some servers give the object itself, and nothing at all where the tool takes nothing. */
export function parseArguments(value: unknown): string {
  return isObject(value) ? JSON.stringify(value) : (textOf(value) ?? '{}');
}

function parseCitation(annotation: JsonObject): CitationPart[] {
  const cited = annotation.url_citation;
  if (!isObject(cited)) return [];
  const { title, start_index: start, end_index: end } = cited;
  const url = textOf(cited.url);
  if (url === undefined) return [];
  return [defined<CitationPart>({ kind: 'citation', url, title: textOf(title), startIndex: placeOf(start), endIndex: placeOf(end) })];
}

function placeOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
