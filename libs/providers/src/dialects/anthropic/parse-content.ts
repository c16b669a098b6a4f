// Content blocks -> hub parts: of a message on its way in, of a tool's result, and of an answer.
// What only Anthropic understands (server tools and their results, compactions) becomes an opaque part, never a tool call.
import type { FilePart, ImagePart, JsonObject, Part } from '../../hub.js';
import { parseCitations } from './citations.js';
import { extraOf, objectOf, objectsOf, present, stringOf } from './read-wire.js';

/** A string is short for one text block. */
export function parseContent(content: unknown): Part[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  let textLength = 0;
  return objectsOf(content).flatMap((block) => {
    const citations = parseCitations(block, textLength);
    if (block.type === 'text') textLength += (stringOf(block.text) ?? '').length;
    return [parseBlock(block), ...citations];
  });
}

export function parseBlock(block: JsonObject): Part {
  switch (block.type) {
    case 'text':
      return { kind: 'text', text: stringOf(block.text) ?? '', ...extraOf(block, ['type', 'text', 'citations']) };
    case 'thinking':
      return present({ kind: 'reasoning', text: stringOf(block.thinking) ?? '', signature: stringOf(block.signature) || undefined });
    case 'redacted_thinking':
      return present({ kind: 'reasoning', text: '', encrypted: stringOf(block.data) });
    case 'tool_use':
      return {
        kind: 'tool-call',
        id: stringOf(block.id) ?? '',
        name: stringOf(block.name) ?? '',
        arguments: JSON.stringify(block.input ?? {}),
        ...extraOf(block, ['type', 'id', 'name', 'input']),
      };
    case 'tool_result':
      return {
        kind: 'tool-result',
        callId: stringOf(block.tool_use_id) ?? '',
        parts: parseContent(block.content),
        ...(block.is_error === true && { isError: true }),
        ...extraOf(block, ['type', 'tool_use_id', 'content', 'is_error']),
      };
    case 'image':
      return parseImage(block);
    case 'document':
      return parseDocument(block);
    default:
      return opaque(block);
  }
}

const opaque = (json: JsonObject): Part => ({ kind: 'opaque', dialect: 'anthropic', json });

function parseImage(block: JsonObject): ImagePart | Part {
  const source = mediaSource(block);
  return source ? { kind: 'image', source, ...extraOf(block, ['type', 'source']) } : opaque(block);
}

function parseDocument(block: JsonObject): FilePart | Part {
  const source = fileSource(block);
  if (!source) return opaque(block);
  return present({ kind: 'file', source, filename: stringOf(block.title), ...extraOf(block, ['type', 'source', 'title']) });
}

function fileSource(block: JsonObject): FilePart['source'] | undefined {
  const source = objectOf(block.source);
  const [fileId, data] = [stringOf(source?.file_id), stringOf(source?.data)];
  if (source?.type === 'file' && fileId !== undefined) return { fileId };
  if (source?.type === 'text' && data !== undefined) return { data: Buffer.from(data).toString('base64'), mediaType: 'text/plain' };
  return mediaSource(block);
}

function mediaSource(block: JsonObject): ImagePart['source'] | undefined {
  const source = objectOf(block.source);
  const [url, data, mediaType] = [stringOf(source?.url), stringOf(source?.data), stringOf(source?.media_type)];
  if (source?.type === 'url' && url !== undefined) return { url };
  if (source?.type === 'base64' && data !== undefined && mediaType !== undefined) return { data, mediaType };
  return undefined;
}
