// What speaks OpenAI's dialect and counts in its own way.
import type { ProviderId } from '#providers/registry';
import { chunk, completion, prices, type OracleCase } from './case.js';

const deepseek = { default: prices({ inputText: 280_000, cacheRead: 28_000, outputText: 420_000 }) };
const groq = { default: prices({ inputText: 150_000, cacheRead: 75_000, outputText: 600_000 }), flex: prices({ inputText: 100_000, outputText: 400_000 }) };
const mistral = { default: prices({ inputText: 400_000, cacheRead: 40_000, outputText: 2_000_000 }) };
const grok = { default: prices({ inputText: 3_000_000, cacheRead: 750_000, outputText: 15_000_000 }, 128_001, { inputText: 6_000_000, cacheRead: 1_500_000, outputText: 30_000_000 }) };
const together = { default: prices({ inputText: 3_000_000, cacheRead: 1_500_000, outputText: 7_000_000 }) };
const routed = { default: prices({ inputText: 3_000_000, cacheRead: 300_000, cacheWrite5m: 3_750_000, outputText: 15_000_000 }) };
const vectors = { default: prices({ inputText: 100_000 }) };
const none = {};

const on = (provider: ProviderId, name: string, rest: Omit<OracleCase, 'name' | 'provider'>): OracleCase => ({ name: `${provider}: ${name}`, provider, ...rest });
const text = [chunk({ text: 'Hel' }), chunk({ text: 'lo!' })];

export const compatibleCases: OracleCase[] = [
  on('deepseek', 'cache hits and misses beside the details', {
    reply: completion({ prompt_tokens: 1_217, completion_tokens: 30, total_tokens: 1_247, prompt_cache_hit_tokens: 1_152, prompt_cache_miss_tokens: 65, prompt_tokens_details: { cached_tokens: 1_152 } }), prices: deepseek,
    usage: { inputText: 65, cacheRead: 1_152, outputText: 30 }, worked: [[65, 280_000], [1_152, 28_000], [30, 420_000]], picoUsd: 63_056_000n,
  }),
  on('deepseek', 'cache hits without details', {
    reply: completion({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_cache_hit_tokens: 8, prompt_cache_miss_tokens: 2 }), prices: deepseek,
    usage: { inputText: 2, cacheRead: 8, outputText: 5 }, worked: [[2, 280_000], [8, 28_000], [5, 420_000]], picoUsd: 2_884_000n,
  }),
  on('deepseek', 'streamed, usage on the finish chunk', {
    events: [...text, chunk({ finish: 'stop' }, { usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_cache_hit_tokens: 8, prompt_cache_miss_tokens: 2, completion_tokens_details: { reasoning_tokens: 3 } } })], prices: deepseek,
    usage: { inputText: 2, cacheRead: 8, outputText: 2, outputReasoning: 3 }, worked: [[2, 280_000], [8, 28_000], [5, 420_000]], picoUsd: 2_884_000n,
  }),
  on('groq', 'with its times', {
    reply: completion({ queue_time: 0.03, prompt_tokens: 72, prompt_time: 0.004, completion_tokens: 48, completion_time: 0.1, total_tokens: 120, total_time: 0.104 }, { x_groq: { id: 'req' }, service_tier: 'on_demand' }), prices: groq,
    usage: { inputText: 72, outputText: 48 }, worked: [[72, 150_000], [48, 600_000]], picoUsd: 39_600_000n,
  }),
  on('groq', 'served as flex, cached', {
    reply: completion({ prompt_tokens: 1_000, completion_tokens: 10, total_tokens: 1_010, prompt_tokens_details: { cached_tokens: 896 } }, { service_tier: 'flex' }), prices: groq,
    usage: { inputText: 104, cacheRead: 896, outputText: 10 }, worked: [[1_000, 100_000], [10, 400_000]], picoUsd: 104_000_000n,
  }),
  on('groq', 'streamed, usage among its own fields only', {
    events: [...text, chunk({ finish: 'stop' }, { x_groq: { id: 'req', usage: { prompt_tokens: 72, completion_tokens: 48, total_tokens: 120, completion_tokens_details: { reasoning_tokens: 40 } } } })], prices: groq,
    usage: { inputText: 72, outputText: 8, outputReasoning: 40 }, worked: [[72, 150_000], [48, 600_000]], picoUsd: 39_600_000n,
  }),
  on('groq', 'streamed, usage in both places counts once', {
    events: [...text, chunk({ finish: 'stop' }, { x_groq: { usage: { prompt_tokens: 72, completion_tokens: 48, total_tokens: 120 } } }), chunk({ none: true }, { usage: { prompt_tokens: 72, completion_tokens: 48, total_tokens: 120 } })], prices: groq,
    usage: { inputText: 72, outputText: 48 }, worked: [[72, 150_000], [48, 600_000]], picoUsd: 39_600_000n,
  }),
  on('mistral', 'cached under a name of its own', {
    reply: completion({ prompt_tokens: 900, completion_tokens: 21, total_tokens: 921, num_cached_tokens: 832 }), prices: mistral,
    usage: { inputText: 68, cacheRead: 832, outputText: 21 }, worked: [[68, 400_000], [832, 40_000], [21, 2_000_000]], picoUsd: 102_480_000n,
  }),
  on('mistral', 'streamed, usage on the finish chunk', {
    events: [...text, chunk({ text: '', finish: 'stop' }, { usage: { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 } })], prices: mistral,
    usage: { inputText: 9, outputText: 7 }, worked: [[9, 400_000], [7, 2_000_000]], picoUsd: 17_600_000n,
  }),
  on('mistral', 'embeddings with a completion of nothing', {
    endpoint: 'embeddings', reply: { id: 'e', object: 'list', model: 'm', data: [{ object: 'embedding', index: 0, embedding: [0.6, 0.8] }], usage: { prompt_tokens: 15, completion_tokens: 0, total_tokens: 15, prompt_audio_seconds: null } }, prices: vectors,
    usage: { inputText: 15 }, worked: [[15, 100_000]], picoUsd: 1_500_000n,
  }),
  on('xai', 'reasoning beside the completion, as its total tells', {
    reply: completion({
      prompt_tokens: 12, completion_tokens: 2, total_tokens: 304, num_sources_used: 0, prompt_tokens_details: { text_tokens: 12, audio_tokens: 0, image_tokens: 0, cached_tokens: 11 },
      completion_tokens_details: { reasoning_tokens: 290, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
    }),
    prices: grok, usage: { inputText: 1, cacheRead: 11, outputText: 2, outputReasoning: 290 }, worked: [[1, 3_000_000], [11, 750_000], [292, 15_000_000]], picoUsd: 4_391_250_000n,
  }),
  on('xai', 'a picture in the prompt', {
    reply: completion({ prompt_tokens: 270, completion_tokens: 5, total_tokens: 275, prompt_tokens_details: { text_tokens: 14, image_tokens: 256, audio_tokens: 0, cached_tokens: 0 } }), prices: grok,
    usage: { inputText: 14, inputImage: 256, outputText: 5 }, worked: [[270, 3_000_000], [5, 15_000_000]], picoUsd: 885_000_000n,
  }),
  on('xai', 'a long context', {
    reply: completion({ prompt_tokens: 128_001, completion_tokens: 5, total_tokens: 128_006, prompt_tokens_details: { cached_tokens: 128_000 } }), prices: grok,
    usage: { inputText: 1, cacheRead: 128_000, outputText: 5 }, worked: [[1, 6_000_000], [128_000, 1_500_000], [5, 30_000_000]], picoUsd: 192_156_000_000n,
  }),
  on('xai', 'streamed, cumulative on every chunk', {
    events: [
      chunk({ text: 'Hel' }, { usage: { prompt_tokens: 8, completion_tokens: 1, total_tokens: 9 } }), chunk({ text: 'lo!' }, { usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 } }),
      chunk({ finish: 'stop' }, { usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 40, completion_tokens_details: { reasoning_tokens: 30 } } }),
    ],
    prices: grok, usage: { inputText: 8, outputText: 2, outputReasoning: 30 }, worked: [[8, 3_000_000], [32, 15_000_000]], picoUsd: 504_000_000n,
  }),
  on('xai', 'streamed cumulatively and cut: at least what was told', {
    events: [chunk({ text: 'Hello!' }, { usage: { prompt_tokens: 8, completion_tokens: 20, total_tokens: 28 } })], cut: true, confidence: 'estimated',
    prices: grok, usage: { inputText: 8, outputText: 20 }, worked: [[8, 3_000_000], [20, 15_000_000]], picoUsd: 324_000_000n,
  }),
  on('together', 'cached beside the prompt\'s details', {
    reply: completion({ prompt_tokens: 88, completion_tokens: 17, total_tokens: 105, cached_tokens: 64 }), prices: together,
    usage: { inputText: 24, cacheRead: 64, outputText: 17 }, worked: [[24, 3_000_000], [64, 1_500_000], [17, 7_000_000]], picoUsd: 287_000_000n,
  }),
  on('together', 'streamed, usage on the finish chunk', {
    events: [...text, chunk({ finish: 'eos' }, { usage: { prompt_tokens: 88, completion_tokens: 17, total_tokens: 105 } })], prices: together,
    usage: { inputText: 88, outputText: 17 }, worked: [[88, 3_000_000], [17, 7_000_000]], picoUsd: 383_000_000n,
  }),
  on('openrouter', 'with a cost of its own, which is not ours', {
    reply: completion({
      prompt_tokens: 3_000, completion_tokens: 100, total_tokens: 3_100, cost: 0.95, is_byok: false, prompt_tokens_details: { cached_tokens: 2_000, cache_write_tokens: 900, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 60, image_tokens: 0 }, cost_details: { upstream_inference_cost: null },
    }, { provider: 'Anthropic' }),
    prices: routed, usage: { inputText: 100, cacheRead: 2_000, cacheWrite5m: 900, outputText: 40, outputReasoning: 60 },
    worked: [[100, 3_000_000], [2_000, 300_000], [900, 3_750_000], [100, 15_000_000]], picoUsd: 5_775_000_000n,
  }),
  on('openrouter', 'streamed, usage beside an empty delta at the end', {
    events: [...text, chunk({ finish: 'stop' }), chunk({ text: '' }, { usage: { prompt_tokens: 14, completion_tokens: 3, total_tokens: 17, cost: 0.0001 } })], prices: routed,
    usage: { inputText: 14, outputText: 3 }, worked: [[14, 3_000_000], [3, 15_000_000]], picoUsd: 87_000_000n,
  }),
  on('ollama', 'costs nothing by declaration', { reply: completion({ prompt_tokens: 26, completion_tokens: 298, total_tokens: 324 }), prices: none, usage: { inputText: 26, outputText: 298 }, worked: [], picoUsd: 0n }),
  on('ollama', 'an older server that tells nothing', { reply: completion(undefined), prices: none, usage: { inputText: 100, outputText: 45 }, confidence: 'estimated', worked: [], picoUsd: 0n }), // by the 178 bytes of its reply
  on('vllm', 'details that are null', { reply: completion({ prompt_tokens: 8, completion_tokens: 30, total_tokens: 38, prompt_tokens_details: null }), prices: none, usage: { inputText: 8, outputText: 30 }, worked: [], picoUsd: 0n }),
  on('vllm', 'streamed, cumulative on every chunk and once more at the end', {
    events: [chunk({ text: 'Hello!' }, { usage: { prompt_tokens: 8, completion_tokens: 1, total_tokens: 9 } }), chunk({ finish: 'stop' }, { usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 } }), chunk({ none: true }, { usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 } })],
    prices: none, usage: { inputText: 8, outputText: 2 }, worked: [], picoUsd: 0n,
  }),
  on('vllm', 'embeddings with a total only', { endpoint: 'embeddings', reply: { id: 'e', object: 'list', model: 'm', data: [{ object: 'embedding', index: 0, embedding: [0.6, 0.8] }], usage: { total_tokens: 12 } }, prices: none, usage: { inputText: 12 }, worked: [], picoUsd: 0n }),
  on('vllm', 'streamed without any usage', { events: [...text, chunk({ finish: 'stop' })], prices: none, usage: { inputText: 100, outputText: 2 }, confidence: 'estimated', worked: [], picoUsd: 0n }),
];
