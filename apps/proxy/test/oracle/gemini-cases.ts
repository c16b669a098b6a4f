// Gemini: cached tokens are counted inside the prompt, thoughts beside the candidates, what tools fed in beside both; every chunk
// of a stream has the usage so far.
import type { JsonObject } from '#providers/hub';
import { prices, type OracleCase } from './case.js';

const pro = {
  default: prices({ inputText: 1_250_000, cacheRead: 125_000, outputText: 10_000_000 }, 200_001, { inputText: 2_500_000, cacheRead: 250_000, outputText: 15_000_000 }),
  flex: prices({ inputText: 625_000, outputText: 5_000_000 }),
};
const flash = { default: prices({ inputText: 300_000, inputAudio: 1_000_000, cacheRead: 30_000, outputText: 2_500_000, outputAudio: 12_000_000 }) };
const vectors = { default: prices({ inputText: 150_000 }) };

const reply = (usageMetadata: JsonObject | undefined, more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { role: 'model', parts: [{ text: 'Hello!' }] }, finishReason: 'STOP', index: 0 }], modelVersion: 'm', responseId: 'r1', ...(usageMetadata && { usageMetadata }), ...more,
});
const chunk = (text: string, usageMetadata?: JsonObject, finishReason?: string): JsonObject => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...(finishReason && { finishReason }) }], modelVersion: 'm', responseId: 'r1', ...(usageMetadata && { usageMetadata }),
});

const on = (name: string, rest: Omit<OracleCase, 'name' | 'provider' | 'prices'> & { prices?: OracleCase['prices'] }): OracleCase => ({ name: `Gemini: ${name}`, provider: 'google', prices: pro, ...rest });

export const geminiCases: OracleCase[] = [
  on('text', { reply: reply({ promptTokenCount: 9, candidatesTokenCount: 12, totalTokenCount: 21 }), usage: { inputText: 9, outputText: 12 }, worked: [[9, 1_250_000], [12, 10_000_000]], picoUsd: 131_250_000n }),
  on('thoughts beside the candidates', {
    reply: reply({ promptTokenCount: 19, candidatesTokenCount: 4, thoughtsTokenCount: 56, totalTokenCount: 79 }),
    usage: { inputText: 19, outputText: 4, outputReasoning: 56 }, worked: [[19, 1_250_000], [60, 10_000_000]], picoUsd: 623_750_000n,
  }),
  on('nothing but thoughts, to the limit', {
    reply: { candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }], usageMetadata: { promptTokenCount: 7, thoughtsTokenCount: 50, totalTokenCount: 57 }, modelVersion: 'm', responseId: 'r1' },
    usage: { inputText: 7, outputReasoning: 50 }, worked: [[7, 1_250_000], [50, 10_000_000]], picoUsd: 508_750_000n,
  }),
  on('cached inside the prompt', {
    reply: reply({ promptTokenCount: 4_108, cachedContentTokenCount: 4_096, candidatesTokenCount: 100, totalTokenCount: 4_208, cacheTokensDetails: [{ modality: 'TEXT', tokenCount: 4_096 }] }),
    usage: { inputText: 12, cacheRead: 4_096, outputText: 100 }, worked: [[12, 1_250_000], [4_096, 125_000], [100, 10_000_000]], picoUsd: 1_527_000_000n,
  }),
  on('a long context by all of the prompt', {
    reply: reply({ promptTokenCount: 200_001, cachedContentTokenCount: 1, candidatesTokenCount: 10, totalTokenCount: 200_011 }),
    usage: { inputText: 200_000, cacheRead: 1, outputText: 10 }, worked: [[200_000, 2_500_000], [1, 250_000], [10, 15_000_000]], picoUsd: 500_150_250_000n,
  }),
  on('what a tool fed in beside the prompt', {
    reply: reply({ promptTokenCount: 19, toolUsePromptTokenCount: 63, candidatesTokenCount: 4, thoughtsTokenCount: 56, totalTokenCount: 142 }),
    usage: { inputText: 82, outputText: 4, outputReasoning: 56 }, worked: [[82, 1_250_000], [60, 10_000_000]], picoUsd: 702_500_000n,
  }),
  on('what was heard and seen', {
    prices: flash, reply: reply({ promptTokenCount: 318, candidatesTokenCount: 20, totalTokenCount: 338, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 10 }, { modality: 'AUDIO', tokenCount: 50 }, { modality: 'IMAGE', tokenCount: 258 }] }),
    usage: { inputText: 10, inputAudio: 50, inputImage: 258, outputText: 20 }, worked: [[268, 300_000], [50, 1_000_000], [20, 2_500_000]], picoUsd: 180_400_000n,
  }),
  on('a film is seen', {
    prices: flash, reply: reply({ promptTokenCount: 2_900, candidatesTokenCount: 5, totalTokenCount: 2_905, promptTokensDetails: [{ modality: 'VIDEO', tokenCount: 2_580 }, { modality: 'AUDIO', tokenCount: 320 }] }),
    usage: { inputAudio: 320, inputImage: 2_580, outputText: 5 }, worked: [[2_580, 300_000], [320, 1_000_000], [5, 2_500_000]], picoUsd: 1_106_500_000n,
  }),
  on('audio that was cached is cached first', {
    prices: flash,
    reply: reply({ promptTokenCount: 100, cachedContentTokenCount: 40, candidatesTokenCount: 2, totalTokenCount: 102, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 30 }, { modality: 'AUDIO', tokenCount: 70 }], cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 40 }] }),
    usage: { inputText: 30, inputAudio: 30, cacheRead: 40, outputText: 2 }, worked: [[30, 300_000], [30, 1_000_000], [40, 30_000], [2, 2_500_000]], picoUsd: 45_200_000n,
  }),
  on('an answer that is spoken', {
    prices: flash, reply: reply({ promptTokenCount: 8, candidatesTokenCount: 120, totalTokenCount: 128, candidatesTokensDetails: [{ modality: 'TEXT', tokenCount: 20 }, { modality: 'AUDIO', tokenCount: 100 }] }),
    usage: { inputText: 8, outputText: 20, outputAudio: 100 }, worked: [[8, 300_000], [20, 2_500_000], [100, 12_000_000]], picoUsd: 1_252_400_000n,
  }),
  on('a prompt that was blocked is paid for', {
    reply: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 42, totalTokenCount: 42 }, modelVersion: 'm', responseId: 'r1' },
    usage: { inputText: 42 }, worked: [[42, 1_250_000]], picoUsd: 52_500_000n,
  }),
  on('served as flex', { reply: reply({ promptTokenCount: 9, candidatesTokenCount: 12, totalTokenCount: 21, trafficType: 'ON_DEMAND_FLEX' }), usage: { inputText: 9, outputText: 12 }, worked: [[9, 625_000], [12, 5_000_000]], picoUsd: 65_625_000n }),
  on('without any usage: estimated', { reply: reply(undefined), usage: { inputText: 100, outputText: 50 }, confidence: 'estimated', worked: [[100, 1_250_000], [50, 10_000_000]], picoUsd: 625_000_000n }),
  on('streamed: cumulative, on every chunk', {
    events: [
      chunk('Hel', { promptTokenCount: 10, candidatesTokenCount: 2, totalTokenCount: 12 }), chunk('lo', { promptTokenCount: 10, candidatesTokenCount: 4, totalTokenCount: 14 }),
      chunk('!', { promptTokenCount: 10, candidatesTokenCount: 5, thoughtsTokenCount: 30, totalTokenCount: 45 }, 'STOP'),
    ],
    usage: { inputText: 10, outputText: 5, outputReasoning: 30 }, worked: [[10, 1_250_000], [35, 10_000_000]], picoUsd: 362_500_000n,
  }),
  on('streamed: the last chunk has a traffic type only', {
    events: [chunk('Hello!', { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 }), chunk('', { trafficType: 'ON_DEMAND' }, 'STOP')],
    usage: { inputText: 10, outputText: 5 }, worked: [[10, 1_250_000], [5, 10_000_000]], picoUsd: 62_500_000n,
  }),
  on('streamed and cut: thoughts as told, the answer by what was shown', {
    events: [chunk('Hello! '.repeat(4), { promptTokenCount: 10, thoughtsTokenCount: 3, totalTokenCount: 13 })], cut: true, confidence: 'estimated',
    usage: { inputText: 10, outputText: 4, outputReasoning: 3 }, worked: [[10, 1_250_000], [7, 10_000_000]], picoUsd: 82_500_000n, // 28 bytes / 4 = 7 tokens, 3 of them told
  }),
  on('embeddings', { endpoint: 'embeddings', prices: vectors, reply: { embeddings: [{ values: [0.6, 0.8] }], usageMetadata: { promptTokenCount: 6 } }, usage: { inputText: 6 }, worked: [[6, 150_000]], picoUsd: 900_000n }),
];
