// The three dialects as an upstream speaks them, in the pieces that the fault matrix breaks: each says one text that is told from all
// its pieces only if no byte of it was lost, doubled or torn.
import { data, events } from './fake-upstream.js';
import { anthropicEvents, anthropicReply, geminiReply, geminiStream, openaiFrames, openaiReply } from './replies.js';

export interface Wire {
  dialect: 'openai' | 'anthropic' | 'gemini';
  /** Served by this dialect's provider alone. */
  alone: string;
  /** A healthy provider comes second. */
  shared: string;
  reply: object;
  /** A stream: what comes before the content, the content, and the rest of it. */
  opening: string;
  content: string;
  closing: string;
  /** The rest without what only marks the end. */
  unmarked: string;
  errorBody: (status: number, words: string) => object;
  errorFrame: string;
  /** A tool call that the model did not manage to write, where the dialect has a word for it. */
  malformedCall?: { plain: { status: number; body: object }; streamed?: string };
}

export const words = ['Grüße ', 'an 🌍🌍 ', 'und 世界', '!'];
export const wholeText = words.join('');

const openai: Wire = {
  dialect: 'openai', alone: 'gpt-4o', shared: 'gpt-4o-mini',
  reply: openaiReply(wholeText),
  opening: openaiFrames.start,
  content: openaiFrames.text(...words),
  closing: openaiFrames.finish + openaiFrames.usage + openaiFrames.done,
  unmarked: openaiFrames.finish + openaiFrames.usage,
  errorBody: (status, message) => ({ error: { message, type: 'test_error', param: null, code: String(status) } }),
  errorFrame: data({ error: { message: 'broke', type: 'server_error', param: null, code: '503' } }),
  malformedCall: { plain: { status: 400, body: { error: { message: 'Failed to call a function.', type: 'invalid_request_error', code: 'tool_use_failed' } } } },
};

const anthropic: Wire = {
  dialect: 'anthropic', alone: 'claude-haiku-4-5', shared: 'claude-sonnet-4-5',
  reply: anthropicReply([{ type: 'text', text: wholeText }]),
  opening: anthropicEvents.start,
  content: anthropicEvents.text(...words),
  closing: anthropicEvents.finish,
  unmarked: anthropicEvents.finish.slice(0, anthropicEvents.finish.indexOf('event: message_stop')),
  errorBody: (status, message) => ({ type: 'error', error: { type: `error_${status}`, message } }),
  errorFrame: events({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
};

const failedCall = { ...geminiReply([]), candidates: [{ content: { role: 'model' }, finishReason: 'MALFORMED_FUNCTION_CALL', index: 0 }] };
const geminiFrames = geminiStream(...words).split(/(?<=\r\n\r\n)/);

const gemini: Wire = {
  dialect: 'gemini', alone: 'gemini-2.5-pro', shared: 'gemini-2.5-flash',
  reply: geminiReply([{ text: wholeText }]),
  opening: data({ usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 }, modelVersion: 'gemini-2.5-flash', responseId: 'resp1' }),
  content: geminiFrames.slice(0, -1).join(''),
  closing: geminiFrames.at(-1) ?? '',
  unmarked: geminiFrames.at(-1) ?? '',
  errorBody: (code, message) => ({ error: { code, message, status: 'TEST' } }),
  errorFrame: data({ error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } }),
  malformedCall: { plain: { status: 200, body: failedCall }, streamed: data(failedCall) },
};

export const wires = { openai, anthropic, gemini };
