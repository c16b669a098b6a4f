// Answers of the three dialects, as their vendors send them.
import { data, events } from './fake-upstream.js';

const usage = { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19, prompt_tokens_details: { cached_tokens: 4 } };

export const openaiReply = (content = 'Hello there!') => ({
  id: 'chatcmpl-upstream', object: 'chat.completion', created: 1_770_000_000, model: 'gpt-4o-mini-2024-07-18',
  choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' }],
  usage, system_fingerprint: 'fp_1', vendor_field: { kept: true },
});

const chunk = (delta: unknown, finish: string | null = null) => ({
  id: 'chatcmpl-upstream', object: 'chat.completion.chunk', created: 1_770_000_000, model: 'gpt-4o-mini-2024-07-18',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null,
});

export const openaiFrames = {
  start: data(chunk({ role: 'assistant', content: '' })),
  text: (...words: string[]) => data(...words.map((content) => chunk({ content }))),
  finish: data(chunk({}, 'stop')),
  usage: data({ ...chunk({}), choices: [], usage }),
  done: data('[DONE]'),
};
export const openaiStream = (...words: string[]) =>
  openaiFrames.start + openaiFrames.text(...words) + openaiFrames.finish + openaiFrames.usage + openaiFrames.done;

export const anthropicReply = (content: unknown[] = [{ type: 'text', text: 'Hello from Claude.' }], stop = 'end_turn') => ({
  id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929', content, stop_reason: stop, stop_sequence: null,
  usage: { input_tokens: 10, cache_read_input_tokens: 100, cache_creation_input_tokens: 30, cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 }, output_tokens: 6 },
});

export const anthropicEvents = {
  start: events({ type: 'message_start', message: { ...anthropicReply([]), stop_reason: null, usage: { ...anthropicReply().usage, output_tokens: 1 } } }),
  text: (...words: string[]) => events(
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...words.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
  ),
  finish: events({ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 6 } }, { type: 'message_stop' }),
};
export const anthropicStream = (...words: string[]) => anthropicEvents.start + anthropicEvents.text(...words) + anthropicEvents.finish;

const metadata = { promptTokenCount: 9, candidatesTokenCount: 5, thoughtsTokenCount: 20, totalTokenCount: 34, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 9 }] };

export const geminiReply = (parts: unknown[] = [{ text: 'Hello from Gemini.' }]) => ({
  candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }],
  usageMetadata: metadata, modelVersion: 'gemini-2.5-flash', responseId: 'resp1',
});

export const geminiStream = (...words: string[]) => words.map((text, index) => `data: ${JSON.stringify({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(index === words.length - 1 && { finishReason: 'STOP' }) }],
  usageMetadata: metadata, modelVersion: 'gemini-2.5-flash', responseId: 'resp1',
})}\r\n\r\n`).join('');
