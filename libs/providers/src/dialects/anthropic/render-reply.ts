// Hub -> a whole answer of Anthropic's messages API. Only the first choice is shown: there is one message to an answer.
import type { ReplyIdentity } from '../../dialect.js';
import type { ChatReply, Finish, JsonObject, Part } from '../../hub.js';
import { usageOf } from '../../usage.js';
import { renderCitation } from './citations.js';
import { renderUsage } from './render-usage.js';
import { renderStopReason } from './stop-reason.js';
import { inputOf } from './tool-input.js';

export function renderReply(reply: ChatReply, identity: ReplyIdentity): JsonObject {
  const { parts, finish } = reply.choices[0] ?? { parts: [], finish: { unified: 'other', raw: '' } };
  const refusal = parts.flatMap((part) => (part.kind === 'refusal' ? [part.text] : [])).join('');
  return {
    id: reply.id || identity.id,
    type: 'message',
    role: 'assistant',
    model: reply.model,
    content: renderBlocks(parts),
    ...renderStop(finish, refusal),
    usage: renderUsage(reply.usage ?? usageOf()),
  };
}

/** A refusal has no block of its own: its words explain the stop reason. */
export function renderStop(finish: Finish, refusal: string): JsonObject {
  if (!refusal) return { stop_reason: renderStopReason(finish), stop_sequence: null };
  return { stop_reason: 'refusal', stop_sequence: null, stop_details: { type: 'refusal', category: null, explanation: refusal } };
}

function renderBlocks(parts: Part[]): JsonObject[] {
  const blocks: JsonObject[] = [];
  for (const part of parts) {
    if (part.kind === 'text') blocks.push({ type: 'text', text: part.text, ...part.extra?.anthropic });
    else if (part.kind === 'tool-call') {
      blocks.push({ type: 'tool_use', id: part.id, name: part.name, input: inputOf(part.arguments), ...part.extra?.anthropic });
    } else if (part.kind === 'reasoning') blocks.push(renderReasoning(part));
    else if (part.kind === 'opaque' && part.dialect === 'anthropic') blocks.push(part.json);
    else if (part.kind === 'citation') {
      const text = blocks.findLast((block) => block.type === 'text');
      if (text) text.citations = [...((text.citations as JsonObject[] | undefined) ?? []), renderCitation(part)];
    }
  }
  return blocks;
}

function renderReasoning(part: Extract<Part, { kind: 'reasoning' }>): JsonObject {
  if (part.encrypted !== undefined) return { type: 'redacted_thinking', data: part.encrypted };
  return { type: 'thinking', thinking: part.text, signature: part.signature ?? '' };
}
