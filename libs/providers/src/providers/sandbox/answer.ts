// What the sandbox answers to a chat request: an echo, JSON, or tool calls. The same request gets the same answer, always.
import type { ChatRequest, Finish, Message, Part, ToolCallPart } from '../../hub.js';
import { toolsToCall, type FunctionTool } from './choose-tools.js';
import { valueFor } from './schema-value.js';
import { tokensOf } from './tokens.js';

/** One token of an answer, in the order they are written. The name of a called tool is one token. */
export type Piece =
  | { kind: 'reasoning' | 'text' | 'arguments'; text: string }
  | { kind: 'call'; call: ToolCallPart };

export interface Answer { pieces: Piece[]; finish: Finish }

const greeting = 'This is the AIProxy sandbox: no model runs here.';
const longestEcho = 400;

/** `reasons`: whether the model tells its reasoning. `id` names the answer. Throws RequestError for what cannot be made. */
export function answer(request: ChatRequest, reasons: boolean, id: string): Answer {
  const said = textOf(request.messages.findLast(({ role }) => role === 'user'));
  const tools = toolsToCall(request, said);
  const thinks = reasons && !(request.reasoning && 'effort' in request.reasoning && request.reasoning.effort === 'none');
  const reasoning = thinks ? `The last message has ${said.length} characters. No model runs here, so it is only repeated.` : '';
  const text = tools.length > 0 ? '' : cutAtStop(textFor(request, said), request.stop);
  const pieces = [...piecesOf('reasoning', reasoning), ...piecesOf('text', text), ...tools.flatMap((tool, index) => callPieces(tool, `call_${id}_${index}`, request))];
  const limit = request.maxOutputTokens ?? Infinity;
  if (pieces.length > limit) return { pieces: pieces.slice(0, limit), finish: { unified: 'length', raw: 'length' } };
  return { pieces, finish: tools.length > 0 ? { unified: 'tool-calls', raw: 'tool_calls' } : { unified: 'stop', raw: 'stop' } };
}

/** The pieces put together again. */
export function partsOf(pieces: Piece[]): Part[] {
  const parts: Part[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (piece.kind === 'call') parts.push({ ...piece.call });
    else if (piece.kind === 'arguments') (last as ToolCallPart).arguments += piece.text;
    else if (last?.kind === piece.kind) last.text += piece.text;
    else parts.push({ kind: piece.kind, text: piece.text });
  }
  return parts;
}

export function textOf(message: Message | undefined): string {
  return textsOf(message?.parts ?? []).join('\n');
}

function textsOf(parts: Part[]): string[] {
  return parts.flatMap((part) => (part.kind === 'text' ? [part.text] : part.kind === 'tool-result' ? textsOf(part.parts) : []));
}

function textFor({ responseFormat, messages }: ChatRequest, said: string): string {
  if (responseFormat?.kind === 'json') return JSON.stringify({ sandbox: true, said: excerpt(said) });
  if (responseFormat?.kind === 'json-schema') return JSON.stringify(valueFor(responseFormat.schema, 'response_format.json_schema.schema'));
  const results = messages.slice(messages.findLastIndex(({ role }) => role !== 'tool') + 1);
  if (results.length > 0) return `${greeting} The tools answered: ${results.map((result) => `"${excerpt(textOf(result))}"`).join(', ')}.`;
  return said === '' ? greeting : `${greeting} You said: "${excerpt(said)}".`;
}

/** Whole characters only: half of an emoji is no text. */
function excerpt(text: string): string {
  const characters = Array.from(text.slice(0, longestEcho * 2));
  return characters.length > longestEcho ? `${characters.slice(0, longestEcho).join('')}…` : characters.join('');
}

function cutAtStop(text: string, stop: string[]): string {
  const places = stop.filter((word) => word !== '').map((word) => text.indexOf(word)).filter((place) => place >= 0);
  return text.slice(0, Math.min(...places, text.length));
}

function piecesOf(kind: 'reasoning' | 'text' | 'arguments', text: string): Piece[] {
  return tokensOf(text).map((token) => ({ kind, text: token }));
}

function callPieces(tool: FunctionTool, id: string, { tools }: ChatRequest): Piece[] {
  const field = `tools[${tools.indexOf(tool)}].function.parameters`;
  const text = JSON.stringify(valueFor({ type: 'object', ...tool.parameters }, field));
  return [{ kind: 'call', call: { kind: 'tool-call', id, name: tool.name, arguments: '' } }, ...piecesOf('arguments', text)];
}
