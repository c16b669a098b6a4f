// One part of a message -> Gemini's parts. A field of Gemini's own (thoughtSignature, videoMetadata …) travels in the part's
// extra and is written beside the content it came with.
import { RequestError } from '../../errors.js';
import type { JsonObject, Part, ToolCallPart, ToolResultPart } from '../../hub.js';
import { noteForeign } from './note-foreign.js';
import { objectOf } from './read-wire.js';
import { renderMedia, type MediaPart } from './render-media.js';

export interface PartContext {
  dropped: string[];
  /** Whether function responses may hold images and files (Gemini 3); older models get them beside the response. */
  mediaInResponses: boolean;
  /** Names of the calls by id: a function response must repeat the name. */
  callNames: ReadonlyMap<string, string>;
}

/** `path` is the message's. Throws RequestError for media and arguments that cannot be said. */
export function renderParts(parts: Part[], path: string, context: PartContext): JsonObject[] {
  let calls = 0;
  return parts.flatMap((part, index) => {
    const partPath = part.kind === 'tool-call' ? `${path}.tool_calls[${calls++}]` : `${path}.content[${index}]`;
    if (part.kind === 'opaque') return renderOpaque(part, partPath, context.dropped);
    noteForeign(part.extra, partPath, context.dropped);
    const own = part.extra?.gemini;
    switch (part.kind) {
      case 'text':
      case 'refusal':
        return renderText(part.text, own, {});
      case 'reasoning': // other vendors' signatures prove nothing here; Gemini's own is in the extra
        return renderText(part.text, own, { thought: true });
      case 'tool-call':
        return [{ functionCall: { id: part.id, name: part.name, args: renderArguments(part, partPath) }, ...own }];
      case 'tool-result':
        return renderResult(part, path, context);
      case 'citation': // a note on an earlier answer's text, which stands
        return [];
      default:
        noteLabels(part, partPath, context.dropped);
        return [{ ...renderMedia(part, partPath), ...own }];
    }
  });
}

function renderOpaque(part: Part & { kind: 'opaque' }, path: string, dropped: string[]): JsonObject[] {
  if (part.dialect === 'gemini') return [part.json];
  dropped.push(path);
  return [];
}

/** Empty text is refused, but one that carries a signature came so from Gemini. */
function renderText(text: string, own: JsonObject | undefined, more: JsonObject): JsonObject[] {
  return text === '' && own === undefined ? [] : [{ text, ...more, ...own }];
}

function noteLabels(part: MediaPart, path: string, dropped: string[]): void {
  if (part.kind === 'image' && part.detail !== undefined && part.detail !== 'auto') dropped.push(`${path}.image_url.detail`);
  if (part.kind === 'file' && part.filename !== undefined) dropped.push(`${path}.file.filename`);
}

/** Gemini takes an object: free text of a custom tool becomes its `input`. */
function renderArguments(part: ToolCallPart, path: string): JsonObject {
  if (part.custom) return { input: part.arguments };
  if (part.arguments.trim() === '') return {};
  const args = objectOf(parseJson(part.arguments));
  if (args) return args;
  const field = `${path}.function.arguments`;
  throw new RequestError(`'${field}' must be the text of a JSON object.`, field);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `output` and `error` are the keys Gemini knows in a response. https://ai.google.dev/api/caching#FunctionResponse */
function renderResult(part: ToolResultPart, path: string, context: PartContext): JsonObject[] {
  const name = context.callNames.get(part.callId) ?? part.name;
  if (name === undefined) throw new RequestError('No tool call with this id comes before its result.', `${path}.tool_call_id`);
  const text = part.parts.map((inner) => ('text' in inner ? inner.text : '')).join('');
  const media = part.parts.flatMap((inner, index) => (isMedia(inner) ? [renderMedia(inner, `${path}.content[${index}]`)] : []));
  const response = { id: part.callId, name, response: part.isError ? { error: text } : { output: text } };
  if (context.mediaInResponses && media.length > 0) return [{ functionResponse: { ...response, parts: media }, ...part.extra?.gemini }];
  return [{ functionResponse: response, ...part.extra?.gemini }, ...media];
}

function isMedia(part: Part): part is MediaPart {
  return part.kind === 'image' || part.kind === 'audio' || part.kind === 'file';
}
