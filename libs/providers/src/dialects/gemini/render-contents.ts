// Messages -> contents and systemInstruction: the turns of the conversation as Gemini wants them, neighbours of one role merged.
import { RequestError } from '../../errors.js';
import type { JsonObject, Message } from '../../hub.js';
import { isGemini3, isGemma } from './model-traits.js';
import { noteForeign } from './note-foreign.js';
import { renderParts, type PartContext } from './render-parts.js';
import { withSignature } from './thought-signature.js';

interface Content extends JsonObject { role: 'user' | 'model'; parts: JsonObject[] }
export interface Conversation { contents: Content[]; systemInstruction?: { parts: JsonObject[] } }

/** Adds to `dropped` what cannot be said; throws RequestError for what must not be left out. */
export function renderContents(messages: Message[], model: string, dropped: string[]): Conversation {
  const contents: Content[] = [];
  const system: JsonObject[] = [];
  const context: PartContext = { dropped, mediaInResponses: isGemini3(model), callNames: callNamesOf(messages) };
  for (const [index, message] of messages.entries()) {
    const path = `messages[${index}]`;
    noteForeign(message.extra, path, dropped);
    if (message.name !== undefined) dropped.push(`${path}.name`);
    if (message.role === 'system' || message.role === 'developer') system.push(...systemParts(message, path));
    else append(contents, contentOf(message, path, context, isGemini3(model)));
  }
  return placeSystem(contents, system, isGemma(model));
}

function contentOf(message: Message, path: string, context: PartContext, signed: boolean): Content {
  const role = message.role === 'assistant' ? 'model' : 'user';
  const parts = renderParts(message.parts, path, context);
  return { role, parts: signed ? withSignature(parts) : parts };
}

function append(contents: Content[], next: Content): void {
  const last = contents.at(-1);
  if (next.parts.length === 0) return;
  if (last?.role === next.role) last.parts.push(...next.parts);
  else contents.push(next);
}

function systemParts(message: Message, path: string): JsonObject[] {
  return message.parts.flatMap((part, index) => {
    if (part.kind !== 'text') throw new RequestError('This model takes text only in system messages.', `${path}.content[${index}]`);
    return part.text === '' ? [] : [{ text: part.text }];
  });
}

/** A conversation needs a turn of the user: where there is none, or the model knows no system instruction, it stands there. */
function placeSystem(contents: Content[], system: JsonObject[], inTurn: boolean): Conversation {
  if (system.length === 0) return { contents };
  if (contents.length > 0 && !inTurn) return { contents, systemInstruction: { parts: system } };
  const [first, ...others] = contents;
  if (first?.role === 'user') return { contents: [{ role: 'user', parts: [...system, ...first.parts] }, ...others] };
  return { contents: [{ role: 'user', parts: system }, ...contents] };
}

function callNamesOf(messages: Message[]): Map<string, string> {
  const calls = messages.flatMap((message) => message.parts).filter((part) => part.kind === 'tool-call');
  return new Map(calls.map((call) => [call.id, call.name]));
}
