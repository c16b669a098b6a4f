// Messages and system prompt of a request to the messages API -> hub. A user turn there holds tool results beside the user's
// own words; in the hub the results are a message of their own, in front.
import { RequestError } from '../../errors.js';
import type { JsonObject, Message, Role } from '../../hub.js';
import { parseContent } from './parse-content.js';
import { objectOf } from './read-wire.js';

/** Fields without which a block cannot be read. */
const requiredStrings: Readonly<Record<string, readonly string[]>> = {
  text: ['text'],
  thinking: ['thinking'],
  redacted_thinking: ['data'],
  tool_use: ['id', 'name'],
  tool_result: ['tool_use_id'],
};

const roles: readonly unknown[] = ['user', 'assistant', 'system'];

export function parseSystem(system: unknown): Message[] {
  if (system === undefined || system === null) return [];
  checkContent(system, 'system');
  return [{ role: 'system', parts: parseContent(system) }];
}

export function parseMessages(messages: unknown): Message[] {
  if (!Array.isArray(messages) || messages.length === 0) throw new RequestError('messages: at least one message is required.', 'messages');
  return messages.flatMap((value: unknown, index) => {
    const path = `messages[${index}]`;
    const message = objectOf(value);
    if (!message || !roles.includes(message.role)) throw new RequestError(`${path}.role: user, assistant or system is expected.`, `${path}.role`);
    checkContent(message.content, `${path}.content`);
    return parseMessage(message.role as Role, message.content);
  });
}

function parseMessage(role: Role, content: unknown): Message[] {
  const parts = parseContent(content);
  const results = parts.filter((part) => part.kind === 'tool-result');
  if (results.length === 0) return [{ role, parts }];
  const own = parts.filter((part) => part.kind !== 'tool-result');
  return [{ role: 'tool', parts: results }, ...(own.length > 0 ? [{ role, parts: own }] : [])];
}

function checkContent(content: unknown, path: string): void {
  if (typeof content === 'string') return;
  if (!Array.isArray(content)) throw new RequestError(`${path}: a string or a list of blocks is expected.`, path);
  content.forEach((value: unknown, index) => checkBlock(objectOf(value), `${path}[${index}]`));
}

function checkBlock(block: JsonObject | undefined, path: string): void {
  if (typeof block?.type !== 'string') throw new RequestError(`${path}.type: a string is required.`, `${path}.type`);
  for (const field of requiredStrings[block.type] ?? []) {
    if (typeof block[field] !== 'string') throw new RequestError(`${path}.${field}: a string is required.`, `${path}.${field}`);
  }
  if (block.type === 'tool_result' && block.content !== undefined && block.content !== null) checkContent(block.content, `${path}.content`);
}
