// Hub parts -> content blocks of one turn of a request. Throws RequestError for what the wire cannot say at all.
import { RequestError } from '../../errors.js';
import type { FilePart, ImagePart, JsonObject, Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../../hub.js';
import { foreignFields } from './dropped.js';
import { present } from './read-wire.js';
import { inputOf, parseInput } from './tool-input.js';

/** `path` is the message's; paths of what is dropped are added to `dropped`. */
export function renderParts(parts: Part[], path: string, dropped: string[]): JsonObject[] {
  let calls = 0;
  return parts.flatMap((part, index) => {
    const partPath = part.kind === 'tool-call' ? `${path}.tool_calls[${calls++}]` : `${path}.content[${index}]`;
    const extra = part.kind === 'opaque' ? undefined : part.extra;
    dropped.push(...foreignFields(extra, partPath));
    const block = renderPart(part, partPath, dropped);
    return block ? [{ ...block, ...extra?.anthropic }] : [];
  });
}

function renderPart(part: Part, path: string, dropped: string[]): JsonObject | undefined {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text.trim() === '' ? undefined : { type: 'text', text: part.text }; // blank text is refused
    case 'reasoning':
      return renderReasoning(part);
    case 'tool-call':
      return renderToolCall(part, path);
    case 'tool-result':
      return renderToolResult(part, path, dropped);
    case 'image':
      if (part.detail && part.detail !== 'auto') dropped.push(`${path}.image_url.detail`);
      return { type: 'image', source: renderSource(part.source) };
    case 'file':
      return renderFile(part, path);
    case 'audio':
      throw new RequestError(`${path}: this model takes no audio.`, path);
    case 'citation':
      return undefined; // a note on an earlier answer's text, which stands
    case 'opaque':
      break;
  }
  if (part.dialect === 'anthropic') return part.json;
  dropped.push(path);
  return undefined;
}

/** Reasoning without its proof is refused, and worth nothing to the model: it stays out, and nothing asked for is lost. */
function renderReasoning({ text, signature, encrypted }: ReasoningPart): JsonObject | undefined {
  if (signature !== undefined) return { type: 'thinking', thinking: text, signature };
  return encrypted === undefined ? undefined : { type: 'redacted_thinking', data: encrypted };
}

function renderToolCall(call: ToolCallPart, path: string): JsonObject {
  const field = `${path}.function.arguments`;
  const input = call.custom ? inputOf(call.arguments) : parseInput(call.arguments);
  if (!input) throw new RequestError(`${field}: the text of a JSON object is expected.`, field);
  return { type: 'tool_use', id: idOf(call.id), name: call.name, input };
}

function renderToolResult(result: ToolResultPart, path: string, dropped: string[]): JsonObject {
  const content = renderParts(result.parts, path, dropped);
  return present({
    type: 'tool_result',
    tool_use_id: idOf(result.callId),
    content: content.length > 0 ? content : undefined,
    is_error: result.isError,
  });
}

/** Some vendors' ids hold characters that Anthropic refuses; a call and its result are changed alike. */
const idOf = (id: string) => id.replace(/[^\w-]/g, '_');

function renderSource(source: ImagePart['source']): JsonObject {
  return 'url' in source ? { type: 'url', url: source.url } : { type: 'base64', media_type: source.mediaType, data: source.data };
}

function renderFile({ source, filename }: FilePart, path: string): JsonObject {
  if ('mediaType' in source && source.mediaType.startsWith('image/')) return { type: 'image', source: renderSource(source) };
  return present({ type: 'document', source: documentSource(source, path), title: filename });
}

function documentSource(source: FilePart['source'], path: string): JsonObject {
  if ('fileId' in source) return { type: 'file', file_id: source.fileId };
  if ('url' in source || source.mediaType === 'application/pdf') return renderSource(source);
  if (!source.mediaType.startsWith('text/')) throw new RequestError(`${path}: this model takes PDF, text and image files only.`, path);
  return { type: 'text', media_type: 'text/plain', data: Buffer.from(source.data, 'base64').toString('utf8') };
}
