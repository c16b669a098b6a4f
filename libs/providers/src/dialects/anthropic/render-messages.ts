// Hub messages -> system prompt and turns. Anthropic wants the system apart, turns of changing roles, tool results at the
// head of the turn that follows their calls, and a turn's thinking at its head.
import { RequestError } from '../../errors.js';
import type { JsonObject, Message } from '../../hub.js';
import { foreignFields } from './dropped.js';
import { renderParts } from './render-content.js';

export interface Turn { role: 'user' | 'assistant'; content: JsonObject[] }

/** Throws RequestError where nothing is left to answer. */
export function renderMessages(messages: Message[], dropped: string[]): { system: JsonObject[]; turns: Turn[] } {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const path = `messages[${index}]`;
    const content = renderMessage(message, path, dropped);
    if (message.role === 'system' || message.role === 'developer') system.push(...textOnly(content, path));
    else append(turns, { role: message.role === 'assistant' ? 'assistant' : 'user', content });
  }
  if (turns.length === 0) throw new RequestError('messages: at least one message of the user is required.', 'messages');
  return { system, turns: turns.map((turn, index) => arrange(turn, index === turns.length - 1)) };
}

function renderMessage(message: Message, path: string, dropped: string[]): JsonObject[] {
  if (message.name !== undefined) dropped.push(`${path}.name`);
  dropped.push(...foreignFields(message.extra, path));
  const blocks = thinkingFirst(renderParts(message.parts, path, dropped));
  // What stands on a message (cache_control) holds for all of it: up to and with its last block.
  return blocks.map((block, index) => (index === blocks.length - 1 ? { ...block, ...message.extra?.anthropic } : block));
}

/** Whether a block is the model's own thinking, in clear or not. */
export const isThinking = (block: JsonObject | undefined) => block?.type === 'thinking' || block?.type === 'redacted_thinking';

/** Callers of other dialects give reasoning beside the content; where it already leads, its order is the vendor's own. */
function thinkingFirst(blocks: JsonObject[]): JsonObject[] {
  if (isThinking(blocks[0])) return blocks;
  return [...blocks.filter(isThinking), ...blocks.filter((block) => !isThinking(block))];
}

function textOnly(blocks: JsonObject[], path: string): JsonObject[] {
  if (blocks.some((block) => block.type !== 'text')) throw new RequestError(`${path}.content: a system prompt takes text only.`, `${path}.content`);
  return blocks;
}

function append(turns: Turn[], turn: Turn): void {
  const last = turns.at(-1);
  if (last?.role === turn.role) last.content.push(...turn.content);
  else if (turn.content.length > 0) turns.push(turn);
}

/** Whether a block answers a tool call. */
export const isResult = (block: JsonObject) => block.type === 'tool_result';

function arrange({ role, content }: Turn, isLast: boolean): Turn {
  if (role === 'user') return { role, content: [...content.filter(isResult), ...content.filter((block) => !isResult(block))] };
  return { role, content: isLast ? content.map((block, index) => (index === content.length - 1 ? withoutTrailingSpace(block) : block)) : content };
}

/** An answer begun by the caller may not end in white space. */
function withoutTrailingSpace(block: JsonObject): JsonObject {
  return block.type === 'text' && typeof block.text === 'string' ? { ...block, text: block.text.trimEnd() } : block;
}
