// One answer with three parallel tool calls, one of them without arguments, as each of three vendors sends it, whole and in
// pieces; with the reasoning before it where the vendor gives its proof along.
import { data, events, json, stream } from '../harness/fake-upstream.js';
import { anthropicEvents, anthropicReply, geminiReply, openaiFrames, openaiReply } from '../harness/replies.js';

/** What a caller must be shown, whoever answered. */
export const calls = [['weather', '{"city":"Rome"}'], ['weather', '{"city":"Oslo"}'], ['now', '{}']] as const;

const openaiCalls = calls.map(([name, text], index) => ({ id: `call_${index}`, type: 'function', function: { name, arguments: text } }));
const openaiMessage = { role: 'assistant', content: null, refusal: null, tool_calls: openaiCalls };
const openaiChunk = (delta: object, finish: string | null = null) => data({
  id: 'chatcmpl-upstream', object: 'chat.completion.chunk', created: 1_770_000_000, model: 'gpt-4o-mini-2024-07-18',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null,
});
const openaiPieces = openaiCalls.flatMap((call, index) => [
  openaiChunk({ tool_calls: [{ ...call, index, function: { ...call.function, arguments: '' } }] }),
  ...[call.function.arguments.slice(0, 1), call.function.arguments.slice(1)].map((text) => openaiChunk({ tool_calls: [{ index, function: { arguments: text } }] })),
]);

const thinking = { type: 'thinking', thinking: 'Two cities and a clock.', signature: 'c2lnbmVk' };
const anthropicCalls = calls.map(([name, text], index) => ({ type: 'tool_use', id: `toolu_${index}`, name, input: JSON.parse(text) as unknown }));
const block = (index: number, start: object, ...deltas: object[]) => events(
  { type: 'content_block_start', index, content_block: start }, ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })), { type: 'content_block_stop', index },
);
/** The call without arguments gets no piece of input at all. */
const piecesOf = (text: string) => (text === '{}' ? [] : ['', text.slice(0, 6), text.slice(6)]);
const anthropicPieces = [
  block(0, { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: 'Two cities ' }, { type: 'thinking_delta', thinking: 'and a clock.' }, { type: 'signature_delta', signature: thinking.signature }),
  ...calls.map(([name, text], index) => block(index + 1, { type: 'tool_use', id: `toolu_${index}`, name, input: {} }, ...piecesOf(text).map((piece) => ({ type: 'input_json_delta', partial_json: piece })))),
];
const anthropicFinish = events(
  { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 40 } }, { type: 'message_stop' },
);

/** Gemini signs the first of parallel calls only, and sends no `args` for a call without arguments. */
const geminiParts = [
  { text: 'Two cities and a clock.', thought: true },
  ...calls.map(([name, text], index) => ({ functionCall: { name, ...(text !== '{}' && { args: JSON.parse(text) as unknown }) }, ...(index === 0 && { thoughtSignature: 'c2lnbmVk' }) })),
];
const geminiChunk = (parts: unknown[], last: boolean) => {
  const reply = geminiReply(parts);
  return data({ ...reply, candidates: reply.candidates.map(({ finishReason, ...candidate }) => ({ ...candidate, ...(last && { finishReason }) })) });
};

export const calling = {
  'gpt-4o-mini': {
    whole: json({ ...openaiReply(), choices: [{ index: 0, message: openaiMessage, logprobs: null, finish_reason: 'tool_calls' }] }),
    streamed: stream([openaiFrames.start, ...openaiPieces, openaiChunk({}, 'tool_calls'), openaiFrames.usage, openaiFrames.done].join('')),
  },
  'claude-sonnet-4-5': {
    whole: json(anthropicReply([thinking, ...anthropicCalls], 'tool_use')),
    streamed: stream([anthropicEvents.start, ...anthropicPieces, anthropicFinish].join('')),
  },
  'gemini-2.5-flash': {
    whole: json(geminiReply(geminiParts)),
    streamed: stream(geminiParts.map((part, index) => geminiChunk([part], index === geminiParts.length - 1)).join('')),
  },
};
export type CallingModel = keyof typeof calling;
export const callingModels = Object.keys(calling) as CallingModel[];

/** The same conversation after the results came in, as the two foreign vendors must be asked to go on. `ids` are what the caller saw. */
export const continued = (ids: string[]) => ({
  anthropic: [
    { role: 'user', content: [{ type: 'text', text: 'Weather and time?' }] },
    { role: 'assistant', content: [thinking, ...anthropicCalls] },
    { role: 'user', content: ids.map((id, index) => ({ type: 'tool_result', tool_use_id: id, content: [{ type: 'text', text: `result ${index}` }] })) },
  ],
  gemini: [
    { role: 'user', parts: [{ text: 'Weather and time?' }] },
    {
      role: 'model',
      parts: [geminiParts[0], ...calls.map(([name, text], index) => ({ functionCall: { id: ids[index], name, args: JSON.parse(text) as unknown }, ...(index === 0 && { thoughtSignature: 'c2lnbmVk' }) }))],
    },
    { role: 'user', parts: ids.map((id, index) => ({ functionResponse: { id, name: calls[index]?.[0], response: { output: `result ${index}` } } })) },
  ],
});
