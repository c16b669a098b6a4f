// The limits that OpenAI's API sets to a request and the dialect's reader does not check, so that a client's own tests learn
// of a value out of range here, too.
import { RequestError } from '../../errors.js';
import type { ChatRequest, JsonObject, Message } from '../../hub.js';
import { contextWindow } from './models.js';
import { countTokens } from './tokens.js';

/** Throws RequestError naming the field. */
export function checkSampling(request: ChatRequest, body: JsonObject, fewestTokens: number): void {
  const limitName = body.max_completion_tokens == null ? 'max_tokens' : 'max_completion_tokens';
  within(request.n, 1, 128, 'n', true);
  within(request.maxOutputTokens, fewestTokens, Infinity, limitName, true);
  within(request.temperature, 0, 2, 'temperature');
  within(request.topP, 0, 1, 'top_p');
  within(request.presencePenalty, -2, 2, 'presence_penalty');
  within(request.frequencyPenalty, -2, 2, 'frequency_penalty');
  if (request.stop.length > 4) throw new RequestError("'stop' takes four sequences at most.", 'stop');
}

function within(value: number | undefined, least: number, most: number, field: string, whole = false): void {
  if (value === undefined || (value >= least && value <= most && (!whole || Number.isInteger(value)))) return;
  const range = Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`;
  throw new RequestError(`'${field}' must be ${whole ? 'an integer' : 'a number'} ${range}.`, field);
}

/** The texts of all messages, and names and arguments of tool calls. Throws RequestError beyond the context window. */
export function promptTokens(messages: Message[]): number {
  return fitting(messages.flatMap(({ parts }) => parts.flatMap(textsOf)).reduce((sum, text) => sum + countTokens(text), 0), 'messages');
}

/** Throws RequestError beyond the context window. */
export function fitting(tokens: number, field: string): number {
  if (tokens <= contextWindow) return tokens;
  throw new RequestError(`This model's maximum context length is ${contextWindow} tokens, the request has ${tokens}.`, field, 'context_length_exceeded');
}

function textsOf(part: Message['parts'][number]): string[] {
  if (part.kind === 'tool-call') return [part.name, part.arguments];
  if (part.kind === 'tool-result') return part.parts.flatMap(textsOf);
  return 'text' in part ? [part.text] : [];
}
