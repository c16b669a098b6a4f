// Writes what an assistant said as one message of OpenAI's wire, the same in a request's history and in a reply.
import type { CitationPart, ImagePart, JsonObject, Part, ReasoningPart, ToolCallPart } from '../../hub.js';
import { renderExtra, renderSignature } from './extra.js';
import { renderMedia } from './media.js';
import { renderDetail } from './reasoning-details.js';

/** `content` is null when there is no text; every other field stands only where it has something to say. */
export function renderAssistant(parts: readonly Part[]): JsonObject {
  const texts = parts.filter((part) => part.kind === 'text');
  const content = texts.map((part) => part.text).join('');
  const refusal = textOfKind(parts, 'refusal');
  const calls = parts.filter((part) => part.kind === 'tool-call').map(renderCall);
  const images = parts.filter((part) => part.kind === 'image').map(renderImage);
  const annotations = parts.filter((part) => part.kind === 'citation').map(renderCitation);
  return {
    content: content === '' && (texts.length === 0 || calls.length > 0) ? null : content,
    ...(refusal !== '' && { refusal }),
    ...renderReasoning(parts.filter((part) => part.kind === 'reasoning')),
    ...(images.length > 0 && { images }),
    ...(annotations.length > 0 && { annotations }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...renderSignature(texts.findLast((part) => part.extra?.gemini !== undefined)?.extra?.gemini?.thoughtSignature),
  };
}

function textOfKind(parts: readonly Part[], kind: 'refusal'): string {
  return parts.map((part) => (part.kind === kind ? part.text : '')).join('');
}

function renderReasoning(parts: readonly ReasoningPart[]): JsonObject {
  const text = parts.map((part) => part.text).join('');
  const proven = parts.some((part) => part.signature !== undefined || part.encrypted !== undefined);
  // One provable part makes a list of all, so that they come back in their order.
  const details = proven ? parts.map((part, index) => renderDetail(part, index) ?? { type: 'reasoning.text', text: part.text, index }) : [];
  return { ...(text !== '' && { reasoning_content: text }), ...(details.length > 0 && { reasoning_details: details }) };
}

export function renderCall(part: ToolCallPart): JsonObject {
  const called = part.custom
    ? { type: 'custom', custom: { name: part.name, input: part.arguments } }
    : { type: 'function', function: { name: part.name, arguments: part.arguments || '{}' } };
  return { id: part.id, ...called, ...renderExtra(part.extra) };
}

/** OpenAI's chat has no image in an answer; this is how OpenRouter shows one, which clients of such models read. */
function renderImage(part: ImagePart): JsonObject {
  return { type: 'image_url', image_url: { url: renderMedia(part.source) } };
}

function renderCitation(part: CitationPart): JsonObject {
  const { url, title = '', startIndex = 0, endIndex = 0 } = part;
  return { type: 'url_citation', url_citation: { start_index: startIndex, end_index: endIndex, url, title } };
}
