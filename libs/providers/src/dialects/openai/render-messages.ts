// Writes the hub's messages on OpenAI's wire. A message of several tool results becomes several messages, since each answers
// one call.
import type { JsonObject, Message, Part } from '../../hub.js';
import { renderExtra, reportExtra } from './extra.js';
import { renderAssistant } from './render-assistant.js';
import { renderContent } from './render-content.js';

/** `path` is the message's, as the caller knows it. What cannot be said goes to `dropped`. */
export function renderMessage(message: Message, path: string, dropped: string[]): JsonObject[] {
  reportExtra(message.extra, `${path}.`, dropped);
  if (message.role === 'tool') return message.parts.flatMap((part, index) => renderResult(part, `${path}.content[${index}]`, dropped));
  const said = message.role === 'assistant' ? spoken(message.parts, path, dropped) : { content: renderContent(message.parts, `${path}.content`, dropped) };
  return [{ role: message.role, ...said, ...(message.name !== undefined && { name: message.name }), ...renderExtra(message.extra) }];
}

function spoken(parts: readonly Part[], path: string, dropped: string[]): JsonObject {
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'opaque' || part.kind === 'audio' || part.kind === 'file' || part.kind === 'tool-result') dropped.push(`${path}.content[${index}]`);
    else reportExtra(part.extra, `${path}.content[${index}].`, dropped);
  }
  return renderAssistant(parts);
}

function renderResult(part: Part, path: string, dropped: string[]): JsonObject[] {
  if (part.kind !== 'tool-result') {
    dropped.push(path);
    return [];
  }
  reportExtra(part.extra, `${path}.`, dropped);
  // There is no field for it: that a call failed is said by its text alone.
  if (part.isError) dropped.push(`${path}.is_error`);
  return [{ role: 'tool', tool_call_id: part.callId, content: renderContent(part.parts, path, dropped), ...renderExtra(part.extra) }];
}
