// Anthropic: what the cache holds is counted outside the input, thinking inside the output; streams tell the input first.
import type { JsonObject } from '#providers/hub';
import { prices, type OracleCase } from './case.js';

const claude = {
  default: prices(
    { inputText: 3_000_000, cacheRead: 300_000, cacheWrite5m: 3_750_000, cacheWrite1h: 6_000_000, outputText: 15_000_000 }, 200_001,
    { inputText: 6_000_000, cacheRead: 600_000, cacheWrite5m: 7_500_000, cacheWrite1h: 12_000_000, outputText: 22_500_000 },
  ),
};
const modes = { ...claude, batch: prices({ inputText: 1_500_000, outputText: 7_500_000 }), fast: prices({ inputText: 18_000_000, outputText: 90_000_000 }), us: prices({ inputText: 3_300_000, outputText: 16_500_000 }) };

const message = (usage: JsonObject, content: JsonObject[] = [{ type: 'text', text: 'Hello!' }]): JsonObject => ({ id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content, stop_reason: 'end_turn', stop_sequence: null, usage });

const start = (usage: JsonObject): JsonObject => ({ type: 'message_start', message: { ...message(usage, []), stop_reason: null } });
const said = (...texts: string[]): JsonObject[] => [
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ...texts.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
];
const stop: JsonObject = { type: 'content_block_stop', index: 0 };
const delta = (usage?: JsonObject): JsonObject => ({ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, ...(usage && { usage }) });
const whole = (first: JsonObject, last?: JsonObject) => [start(first), ...said('Hel', 'lo!'), stop, delta(last), { type: 'message_stop' }];

const on = (name: string, rest: Omit<OracleCase, 'name' | 'provider' | 'prices'> & { prices?: OracleCase['prices'] }): OracleCase => ({ name: `Anthropic: ${name}`, provider: 'anthropic', prices: claude, ...rest });

export const anthropicCases: OracleCase[] = [
  on('text', { reply: message({ input_tokens: 14, output_tokens: 11 }), usage: { inputText: 14, outputText: 11 }, worked: [[14, 3_000_000], [11, 15_000_000]], picoUsd: 207_000_000n }),
  on('a cache read stands beside the input', {
    reply: message({ input_tokens: 21, cache_read_input_tokens: 188_086, cache_creation_input_tokens: 0, output_tokens: 393 }),
    usage: { inputText: 21, cacheRead: 188_086, outputText: 393 }, worked: [[21, 3_000_000], [188_086, 300_000], [393, 15_000_000]], picoUsd: 62_383_800_000n,
  }),
  on('a cache write without its lifetime lives five minutes', {
    reply: message({ input_tokens: 21, cache_creation_input_tokens: 2_051, cache_read_input_tokens: 0, output_tokens: 5 }),
    usage: { inputText: 21, cacheWrite5m: 2_051, outputText: 5 }, worked: [[21, 3_000_000], [2_051, 3_750_000], [5, 15_000_000]], picoUsd: 7_829_250_000n,
  }),
  on('cache writes of both lifetimes', {
    reply: message({ input_tokens: 2_048, cache_read_input_tokens: 1_800, cache_creation_input_tokens: 248, cache_creation: { ephemeral_5m_input_tokens: 148, ephemeral_1h_input_tokens: 100 }, output_tokens: 503 }),
    usage: { inputText: 2_048, cacheRead: 1_800, cacheWrite5m: 148, cacheWrite1h: 100, outputText: 503 },
    worked: [[2_048, 3_000_000], [1_800, 300_000], [148, 3_750_000], [100, 6_000_000], [503, 15_000_000]], picoUsd: 15_384_000_000n,
  }),
  on('a split by lifetime without its total', {
    reply: message({ input_tokens: 3, cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 456 }, output_tokens: 1 }),
    usage: { inputText: 3, cacheWrite1h: 456, outputText: 1 }, worked: [[3, 3_000_000], [456, 6_000_000], [1, 15_000_000]], picoUsd: 2_760_000_000n,
  }),
  on('thinking inside the output, at its price', {
    reply: message({ input_tokens: 50, output_tokens: 700, output_tokens_details: { thinking_tokens: 600 } }),
    usage: { inputText: 50, outputText: 100, outputReasoning: 600 }, worked: [[50, 3_000_000], [700, 15_000_000]], picoUsd: 10_650_000_000n,
  }),
  on('a long context by all that was read, the cache too', {
    reply: message({ input_tokens: 1, cache_read_input_tokens: 200_000, output_tokens: 10 }),
    usage: { inputText: 1, cacheRead: 200_000, outputText: 10 }, worked: [[1, 6_000_000], [200_000, 600_000], [10, 22_500_000]], picoUsd: 120_231_000_000n,
  }),
  on('a compaction is billed by its iterations', {
    reply: message({
      input_tokens: 23_000, output_tokens: 1_000,
      iterations: [{ type: 'compaction', input_tokens: 180_000, output_tokens: 3_500 }, { type: 'message', input_tokens: 16_000, output_tokens: 1_000 }],
    }),
    usage: { inputText: 196_000, outputText: 4_500 }, worked: [[196_000, 3_000_000], [4_500, 15_000_000]], picoUsd: 655_500_000_000n,
  }),
  on('an adviser\'s iteration is not this model\'s', {
    reply: message({ input_tokens: 100, output_tokens: 20, iterations: [{ type: 'message', input_tokens: 100, output_tokens: 20 }, { type: 'advisor_message', input_tokens: 900, output_tokens: 80 }] }),
    usage: { inputText: 100, outputText: 20 }, worked: [[100, 3_000_000], [20, 15_000_000]], picoUsd: 600_000_000n,
  }),
  on('a fallback model\'s answer: the figures above hold', {
    reply: message({ input_tokens: 40, output_tokens: 9, iterations: [{ type: 'message', input_tokens: 40, output_tokens: 0 }, { type: 'fallback_message', input_tokens: 40, output_tokens: 9 }] }),
    usage: { inputText: 40, outputText: 9 }, worked: [[40, 3_000_000], [9, 15_000_000]], picoUsd: 255_000_000n,
  }),
  on('served as standard', { reply: message({ input_tokens: 14, output_tokens: 11, service_tier: 'standard' }), prices: modes, usage: { inputText: 14, outputText: 11 }, worked: [[14, 3_000_000], [11, 15_000_000]], picoUsd: 207_000_000n }),
  on('served as batch', { reply: message({ input_tokens: 14, output_tokens: 11, service_tier: 'batch' }), prices: modes, usage: { inputText: 14, outputText: 11 }, worked: [[14, 1_500_000], [11, 7_500_000]], picoUsd: 103_500_000n }),
  on('fast mode', { reply: message({ input_tokens: 14, output_tokens: 11, service_tier: 'standard', speed: 'fast' }), prices: modes, usage: { inputText: 14, outputText: 11 }, worked: [[14, 18_000_000], [11, 90_000_000]], picoUsd: 1_242_000_000n }),
  on('in the US only', { reply: message({ input_tokens: 14, output_tokens: 11, service_tier: 'standard', inference_geo: 'us' }), prices: modes, usage: { inputText: 14, outputText: 11 }, worked: [[14, 3_300_000], [11, 16_500_000]], picoUsd: 227_700_000n }),
  on('streamed: input early, output last', { events: whole({ input_tokens: 14, output_tokens: 1 }, { output_tokens: 11 }), usage: { inputText: 14, outputText: 11 }, worked: [[14, 3_000_000], [11, 15_000_000]], picoUsd: 207_000_000n }),
  on('streamed: the cache is told at the start only', {
    events: whole({ input_tokens: 3, cache_creation_input_tokens: 1_000, cache_read_input_tokens: 5_000, cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 1_000 }, output_tokens: 1 }, { output_tokens: 40 }),
    usage: { inputText: 3, cacheRead: 5_000, cacheWrite1h: 1_000, outputText: 40 }, worked: [[3, 3_000_000], [5_000, 300_000], [1_000, 6_000_000], [40, 15_000_000]], picoUsd: 8_109_000_000n,
  }),
  on('streamed: the last word on the input is the delta\'s (a search fed it)', {
    events: whole({ input_tokens: 2_679, output_tokens: 3 }, { input_tokens: 10_682, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 510, server_tool_use: { web_search_requests: 1 } }),
    usage: { inputText: 10_682, outputText: 510 }, worked: [[10_682, 3_000_000], [510, 15_000_000]], picoUsd: 39_696_000_000n,
  }),
  on('streamed: cumulative, in several deltas', {
    events: [start({ input_tokens: 10, output_tokens: 1 }), ...said('Hello!'), stop, { type: 'message_delta', delta: {}, usage: { output_tokens: 4 } }, delta({ output_tokens: 9 }), { type: 'message_stop' }],
    usage: { inputText: 10, outputText: 9 }, worked: [[10, 3_000_000], [9, 15_000_000]], picoUsd: 165_000_000n,
  }),
  on('streamed: a repeated start counts once', {
    events: [start({ input_tokens: 10, output_tokens: 1 }), start({ input_tokens: 10, output_tokens: 1 }), ...said('Hello!'), stop, delta({ output_tokens: 9 }), { type: 'message_stop' }],
    usage: { inputText: 10, outputText: 9 }, worked: [[10, 3_000_000], [9, 15_000_000]], picoUsd: 165_000_000n,
  }),
  on('streamed and cut: input as told, output by what was shown', {
    events: [start({ input_tokens: 3, cache_read_input_tokens: 5_000, output_tokens: 1 }), ...said('x'.repeat(30))], cut: true, confidence: 'estimated',
    usage: { inputText: 3, cacheRead: 5_000, outputText: 8 }, worked: [[3, 3_000_000], [5_000, 300_000], [8, 15_000_000]], picoUsd: 1_629_000_000n,
  }),
];
