// OpenAI: cached, audio and reasoning tokens are counted inside the prompt and the completion.
import { chunk, completion, prices, type OracleCase } from './case.js';

const gpt = { default: prices({ inputText: 2_500_000, cacheRead: 1_250_000, outputText: 10_000_000 }) };
const tiers = { ...gpt, flex: prices({ inputText: 1_250_000, cacheRead: 625_000, outputText: 5_000_000 }), priority: prices({ inputText: 4_250_000, cacheRead: 2_125_000, outputText: 17_000_000 }) };
const audio = { default: prices({ inputText: 2_500_000, inputAudio: 40_000_000, outputText: 10_000_000, outputAudio: 80_000_000 }) };
const long = { default: prices({ inputText: 2_500_000, cacheRead: 250_000, outputText: 15_000_000 }, 272_001, { inputText: 5_000_000, cacheRead: 500_000, outputText: 22_500_000 }) };
const reasoned = { default: prices({ inputText: 1_100_000, outputText: 4_400_000, outputReasoning: 2_200_000 }) };
const embedding = { default: prices({ inputText: 20_000 }) };
const legacy = { default: prices({ inputText: 1_500_000, outputText: 2_000_000 }) };
const search = { default: prices({ inputText: 2_500_000, outputText: 10_000_000, request: 25_000_000_000 }) };

const plain = { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 };
const text = [chunk({ text: 'Hel' }), chunk({ text: 'lo!' })];
const late = [...text, chunk({ finish: 'stop' }, { usage: null }), chunk({ none: true }, { usage: { prompt_tokens: 1_117, completion_tokens: 46, total_tokens: 1_163, prompt_tokens_details: { cached_tokens: 1_024, audio_tokens: 0 }, completion_tokens_details: { reasoning_tokens: 32 } } })];

const on = (name: string, rest: Omit<OracleCase, 'name' | 'provider'>): OracleCase => ({ name: `OpenAI: ${name}`, provider: 'openai', ...rest });

export const openaiCases: OracleCase[] = [
  on('text', { reply: completion(plain), prices: gpt, usage: { inputText: 19, outputText: 10 }, worked: [[19, 2_500_000], [10, 10_000_000]], picoUsd: 147_500_000n }),
  on('one token in, one out', { reply: completion({ prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }), prices: gpt, usage: { inputText: 1, outputText: 1 }, worked: [[1, 2_500_000], [1, 10_000_000]], picoUsd: 12_500_000n }),
  on('an answer without a word', { reply: completion({ prompt_tokens: 7, completion_tokens: 0, total_tokens: 7 }), prices: gpt, usage: { inputText: 7 }, worked: [[7, 2_500_000]], picoUsd: 17_500_000n }),
  on('cached inside the prompt', {
    reply: completion({ prompt_tokens: 2_006, completion_tokens: 300, total_tokens: 2_306, prompt_tokens_details: { cached_tokens: 1_920, audio_tokens: 0 } }), prices: gpt,
    usage: { inputText: 86, cacheRead: 1_920, outputText: 300 }, worked: [[86, 2_500_000], [1_920, 1_250_000], [300, 10_000_000]], picoUsd: 5_615_000_000n,
  }),
  on('all of it cached', {
    reply: completion({ prompt_tokens: 1_024, completion_tokens: 3, total_tokens: 1_027, prompt_tokens_details: { cached_tokens: 1_024 } }), prices: gpt,
    usage: { cacheRead: 1_024, outputText: 3 }, worked: [[1_024, 1_250_000], [3, 10_000_000]], picoUsd: 1_310_000_000n,
  }),
  on('written to the cache', {
    reply: completion({ prompt_tokens: 1_500, completion_tokens: 10, total_tokens: 1_510, prompt_tokens_details: { cached_tokens: 128, cache_write_tokens: 1_280 } }), prices: { default: prices({ inputText: 1_000_000, cacheRead: 100_000, cacheWrite5m: 1_250_000, outputText: 8_000_000 }) },
    usage: { inputText: 92, cacheRead: 128, cacheWrite5m: 1_280, outputText: 10 }, worked: [[92, 1_000_000], [128, 100_000], [1_280, 1_250_000], [10, 8_000_000]], picoUsd: 1_784_800_000n,
  }),
  on('reasoning inside the completion, at output\'s price', {
    reply: completion({ prompt_tokens: 75, completion_tokens: 1_186, total_tokens: 1_261, completion_tokens_details: { reasoning_tokens: 1_024, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 } }), prices: gpt,
    usage: { inputText: 75, outputText: 162, outputReasoning: 1_024 }, worked: [[75, 2_500_000], [1_186, 10_000_000]], picoUsd: 12_047_500_000n,
  }),
  on('reasoning with a price of its own', {
    reply: completion({ prompt_tokens: 75, completion_tokens: 1_186, total_tokens: 1_261, completion_tokens_details: { reasoning_tokens: 1_024 } }), prices: reasoned,
    usage: { inputText: 75, outputText: 162, outputReasoning: 1_024 }, worked: [[75, 1_100_000], [162, 4_400_000], [1_024, 2_200_000]], picoUsd: 3_048_100_000n,
  }),
  on('nothing but reasoning, to the limit', {
    reply: completion({ prompt_tokens: 88, completion_tokens: 64, total_tokens: 152, completion_tokens_details: { reasoning_tokens: 64 } }), prices: reasoned,
    usage: { inputText: 88, outputReasoning: 64 }, worked: [[88, 1_100_000], [64, 2_200_000]], picoUsd: 237_600_000n,
  }),
  on('a prediction: what was rejected is billed as output', {
    reply: completion({ prompt_tokens: 263, completion_tokens: 72, total_tokens: 335, completion_tokens_details: { accepted_prediction_tokens: 50, rejected_prediction_tokens: 20, reasoning_tokens: 0 } }), prices: gpt,
    usage: { inputText: 263, outputText: 72 }, worked: [[263, 2_500_000], [72, 10_000_000]], picoUsd: 1_377_500_000n,
  }),
  on('audio heard and spoken', {
    reply: completion({ prompt_tokens: 148, completion_tokens: 210, total_tokens: 358, prompt_tokens_details: { audio_tokens: 131, cached_tokens: 0, text_tokens: 17 }, completion_tokens_details: { audio_tokens: 166, text_tokens: 44, reasoning_tokens: 0 } }), prices: audio,
    usage: { inputText: 17, inputAudio: 131, outputText: 44, outputAudio: 166 }, worked: [[17, 2_500_000], [131, 40_000_000], [44, 10_000_000], [166, 80_000_000]], picoUsd: 19_002_500_000n,
  }),
  on('a long context prices every token of the call', {
    reply: completion({ prompt_tokens: 272_001, completion_tokens: 10, total_tokens: 272_011, prompt_tokens_details: { cached_tokens: 1 } }), prices: long,
    usage: { inputText: 272_000, cacheRead: 1, outputText: 10 }, worked: [[272_000, 5_000_000], [1, 500_000], [10, 22_500_000]], picoUsd: 1_360_225_500_000n,
  }),
  on('one token less is the short context', {
    reply: completion({ prompt_tokens: 272_000, completion_tokens: 10, total_tokens: 272_010, prompt_tokens_details: { cached_tokens: 0 } }), prices: long,
    usage: { inputText: 272_000, outputText: 10 }, worked: [[272_000, 2_500_000], [10, 15_000_000]], picoUsd: 680_150_000_000n,
  }),
  on('a fee for the request', { reply: completion(plain), prices: search, usage: { inputText: 19, outputText: 10 }, worked: [[1, 25_000_000_000], [19, 2_500_000], [10, 10_000_000]], picoUsd: 25_147_500_000n }),
  on('served as flex', { reply: completion(plain, { service_tier: 'flex' }), prices: tiers, usage: { inputText: 19, outputText: 10 }, worked: [[19, 1_250_000], [10, 5_000_000]], picoUsd: 73_750_000n }),
  on('served as priority', { reply: completion(plain, { service_tier: 'priority' }), prices: tiers, usage: { inputText: 19, outputText: 10 }, worked: [[19, 4_250_000], [10, 17_000_000]], picoUsd: 250_750_000n }),
  on('served as every other call, whatever was asked', { reply: completion(plain, { service_tier: 'default' }), prices: tiers, usage: { inputText: 19, outputText: 10 }, worked: [[19, 2_500_000], [10, 10_000_000]], picoUsd: 147_500_000n }),
  on('served in a tier without a price: the ordinary one, marked', { reply: completion(plain, { service_tier: 'priority' }), prices: gpt, usage: { inputText: 19, outputText: 10 }, confidence: 'unpriced', worked: [[19, 2_500_000], [10, 10_000_000]], picoUsd: 147_500_000n }),
  on('a model with a ceiling only: booked at it, marked', { reply: completion(plain), prices: { ceiling: prices({ inputText: 50_000_000, outputText: 200_000_000 }) }, usage: { inputText: 19, outputText: 10 }, confidence: 'unpriced', worked: [[19, 50_000_000], [10, 200_000_000]], picoUsd: 2_950_000_000n }),
  on('streamed, usage late and without a choice', { events: late, prices: gpt, usage: { inputText: 93, cacheRead: 1_024, outputText: 14, outputReasoning: 32 }, worked: [[93, 2_500_000], [1_024, 1_250_000], [46, 10_000_000]], picoUsd: 1_972_500_000n }),
  on('streamed as flex, said on every chunk', {
    events: [chunk({ text: 'Hello!' }, { service_tier: 'flex' }), chunk({ finish: 'stop' }, { service_tier: 'flex' }), chunk({ none: true }, { service_tier: 'flex', usage: plain })], prices: tiers,
    usage: { inputText: 19, outputText: 10 }, worked: [[19, 1_250_000], [10, 5_000_000]], picoUsd: 73_750_000n,
  }),
  on('streamed, usage twice: the later one holds', {
    events: [...text, chunk({ finish: 'stop' }), chunk({ none: true }, { usage: plain }), chunk({ none: true }, { usage: { prompt_tokens: 19, completion_tokens: 12, total_tokens: 31 } })], prices: gpt,
    usage: { inputText: 19, outputText: 12 }, worked: [[19, 2_500_000], [12, 10_000_000]], picoUsd: 167_500_000n,
  }),
  on('streamed and cut before its usage: 6 bytes / 4 up', { events: text, cut: true, prices: gpt, usage: { inputText: 100, outputText: 2 }, confidence: 'estimated', worked: [[100, 2_500_000], [2, 10_000_000]], picoUsd: 270_000_000n }),
  on('streamed long and cut: never above max_tokens', { events: [chunk({ text: 'x'.repeat(4_000) })], cut: true, prices: gpt, usage: { inputText: 100, outputText: 50 }, confidence: 'estimated', worked: [[100, 2_500_000], [50, 10_000_000]], picoUsd: 750_000_000n }),
  on('usage that is none: a negative total', { reply: completion({ prompt_tokens: -1, completion_tokens: 5 }), prices: gpt, usage: { inputText: 100, outputText: 50 }, confidence: 'estimated', worked: [[100, 2_500_000], [50, 10_000_000]], picoUsd: 750_000_000n }),
  on('a legacy completion', {
    endpoint: 'completions', reply: { id: 'cmpl', object: 'text_completion', created: 1, model: 'm', choices: [{ index: 0, text: ' a test', logprobs: null, finish_reason: 'length' }], usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 } }, prices: legacy,
    usage: { inputText: 5, outputText: 7 }, worked: [[5, 1_500_000], [7, 2_000_000]], picoUsd: 21_500_000n,
  }),
  on('embeddings', {
    endpoint: 'embeddings', reply: { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.6, 0.8] }], model: 'm', usage: { prompt_tokens: 8, total_tokens: 8 } }, prices: embedding,
    usage: { inputText: 8 }, worked: [[8, 20_000]], picoUsd: 160_000n,
  }),
];
