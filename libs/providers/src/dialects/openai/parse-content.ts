// Reads the content of a message as the caller sent it: a string, or a list of parts.
import { RequestError } from '../../errors.js';
import type { FilePart, JsonObject, Part } from '../../hub.js';
import { thinkingText } from './content-list.js';
import { parseExtra } from './extra.js';
import { parseMedia } from './media.js';
import { defined, isObject, readField } from './wire-fields.js';

/** `path` is the field's own, as in `messages[0].content`. Absent content is no parts. */
export function parseContent(content: unknown, path: string): Part[] {
  if (content === null || content === undefined) return [];
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  if (!Array.isArray(content)) throw new RequestError(`'${path}' must be a string or an array of parts.`, path);
  return content.map((part, index) => parsePart(part, `${path}[${index}]`));
}

const partFields: Readonly<Record<string, ReadonlySet<string>>> = {
  text: new Set(['type', 'text']),
  image_url: new Set(['type', 'image_url']),
  input_audio: new Set(['type', 'input_audio']),
  file: new Set(['type', 'file']),
  refusal: new Set(['type', 'refusal']),
  thinking: new Set(['type', 'thinking', 'closed']), // Mistral's, in an assistant's message
};

function parsePart(part: unknown, path: string): Part {
  if (!isObject(part) || typeof part.type !== 'string') throw new RequestError(`'${path}' must be an object with a 'type'.`, path);
  const known = Object.hasOwn(partFields, part.type) ? partFields[part.type] : undefined;
  // A part of a compatible server's own (video_url, for example): only this dialect can carry it.
  if (known === undefined) return { kind: 'opaque', dialect: 'openai', json: part };
  return defined({ ...parseKnownPart(part, path), extra: parseExtra(part, known) });
}

function parseKnownPart(part: JsonObject, path: string): Part {
  switch (part.type) {
    case 'text':
      return { kind: 'text', text: required(part, 'text', path) };
    case 'refusal':
      return { kind: 'refusal', text: required(part, 'refusal', path) };
    case 'thinking':
      return { kind: 'reasoning', text: thinkingText(part.thinking) };
    case 'input_audio': {
      const audio = inner(part, 'input_audio', path);
      return { kind: 'audio', data: required(audio, 'data', `${path}.input_audio`), format: required(audio, 'format', `${path}.input_audio`) };
    }
    case 'file':
      return parseFile(inner(part, 'file', path), `${path}.file`);
    default: {
      // Mistral's clients give the address itself where OpenAI's give an object.
      const image = typeof part.image_url === 'string' ? { url: part.image_url } : inner(part, 'image_url', path);
      const url = required(image, 'url', `${path}.image_url`);
      return defined({ kind: 'image', source: parseMedia(url, `${path}.image_url.url`), detail: readField(image, 'detail', 'string', `${path}.image_url.`) });
    }
  }
}

function parseFile(file: JsonObject, path: string): FilePart {
  const fileId = readField(file, 'file_id', 'string', `${path}.`);
  const data = readField(file, 'file_data', 'string', `${path}.`);
  if (fileId === undefined && data === undefined) throw new RequestError(`'${path}' must have 'file_id' or 'file_data'.`, path);
  const source = fileId === undefined ? parseMedia(data ?? '', `${path}.file_data`) : { fileId };
  return defined({ kind: 'file', source, filename: readField(file, 'filename', 'string', `${path}.`) });
}

function inner(part: JsonObject, field: string, path: string): JsonObject {
  const value = part[field];
  if (!isObject(value)) throw new RequestError(`'${path}.${field}' must be an object.`, `${path}.${field}`);
  return value;
}

function required(from: JsonObject, field: string, path: string): string {
  const value = readField(from, field, 'string', `${path}.`);
  if (value === undefined) throw new RequestError(`'${path}.${field}' is required.`, `${path}.${field}`);
  return value;
}
