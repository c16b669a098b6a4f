// Gemini's parts -> the hub's. Used for the turns of a request and for a reply alike; streams have a parser of their own.
import type { JsonObject, Part } from '../../hub.js';
import { extraOf, objectOf, stringOf } from './read-wire.js';
import { withoutStandIn } from './thought-signature.js';

/** Gives a call its id where Gemini gave none; asked once per call, in order. */
export type CallIds = () => string;

/** Undefined for a part without content. Parts that only Gemini understands (server tools, code execution) stay as they are. */
export function parsePart(wire: JsonObject, nextId: CallIds): Part | undefined {
  const json = withoutStandIn(wire);
  const call = objectOf(json.functionCall);
  if (call) return parseCall(json, call, nextId);
  if (typeof json.text === 'string') return parseText(json, json.text);
  const inline = objectOf(json.inlineData);
  if (inline && json.thought !== true) return parseInline(json, inline);
  const file = objectOf(json.fileData);
  if (file) return parseFile(json, file);
  return Object.keys(json).length === 0 ? undefined : { kind: 'opaque', dialect: 'gemini', json };
}

/** An empty text means nothing unless it carries a signature. */
function parseText(json: JsonObject, text: string): Part | undefined {
  const extra = extraOf(json, ['text', 'thought']);
  if (text === '' && !extra.extra) return undefined;
  return { kind: json.thought === true ? 'reasoning' : 'text', text, ...extra };
}

function parseCall(json: JsonObject, call: JsonObject, nextId: CallIds): Part | undefined {
  const name = stringOf(call.name);
  if (name === undefined) return undefined;
  const id = stringOf(call.id) || nextId();
  return { kind: 'tool-call', id, name, arguments: JSON.stringify(objectOf(call.args) ?? {}), ...extraOf(json, ['functionCall']) };
}

function parseInline(json: JsonObject, inline: JsonObject): Part {
  const data = stringOf(inline.data) ?? '';
  const mediaType = stringOf(inline.mimeType) ?? 'application/octet-stream';
  const extra = extraOf(json, ['inlineData', 'thought']);
  if (mediaType.startsWith('audio/')) return { kind: 'audio', data, format: mediaType.slice('audio/'.length), ...extra };
  return { kind: mediaType.startsWith('image/') ? 'image' : 'file', source: { data, mediaType }, ...extra };
}

function parseFile(json: JsonObject, file: JsonObject): Part {
  const source = { url: stringOf(file.fileUri) ?? '' };
  const image = stringOf(file.mimeType)?.startsWith('image/') === true;
  return { kind: image ? 'image' : 'file', source, ...extraOf(json, ['fileData', 'thought']) };
}
