import type { UnitPrice } from '#database/records';
import type { JsonBody } from '#providers/json-body';
import type { Candidate } from '../routes/candidate.js';
import { taskOf, type TaskFacts } from '../testing/task.js';
import { worstCase } from './estimate-cost.js';

const unitPrices: UnitPrice[] = [
  ['inputText', 2n], ['inputAudio', 40n], ['inputImage', 5n], ['cacheRead', 1n], ['cacheWrite5m', 3n], ['cacheWrite1h', 4n], ['outputText', 10n], ['outputReasoning', 12n], ['outputAudio', 80n], ['request', 7n],
].map(([bucket, picoUsd]) => ({ bucket, fromInputTokens: 0, picoUsd }) as UnitPrice);
const candidate = (model: object = {}) => ({ price: { state: 'priced', version: { unitPrices } }, model: { contextWindow: 1000, maxOutputTokens: 500, ...model } }) as unknown as Candidate;

/** A body of so many bytes that holds these words; `fields` are what else is read of it. */
function worstOf(words: string, facts: Partial<TaskFacts> & { fields?: Record<string, unknown> } = {}, basisPoints = 0, candidates = [candidate()]): bigint {
  const { fields = {}, ...rest } = facts;
  const task = taskOf({ maxTokens: 100, ...rest });
  const body = { bytes: Buffer.from(words.padEnd(300, '.')), value: (name: string) => fields[name] } as unknown as JsonBody;
  return worstCase({ ...task, asked: { ...task.asked, body } }, candidates, basisPoints);
}

// 300 bytes are 100 tokens at worst. Output by the dearer of text and reasoning, 12.
test.each<[string, bigint, bigint]>([
  ['text: 7 + 100 x 2 + 100 x 12', worstOf(''), 1407n],
  ['three choices', worstOf('', { choices: 3 }), 7n + 200n + 3600n],
  ['two prompts of the best of five', worstOf('', { endpoint: 'completions', fields: { prompt: ['a', 'b'], best_of: 5 } }), 7n + 200n + 12_000n],
  ['prompts of tokens', worstOf('', { endpoint: 'completions', fields: { prompt: [[1], [2], [3]] } }), 7n + 200n + 3600n],
  ['what is to be cached for an hour', worstOf('"cache_control"'), 7n + 400n + 1200n],
  ['sound both ways', worstOf('"audio"'), 7n + 4000n + 8000n],
  ['a picture at an address: all that the model can read', worstOf('"image_url"'), 7n + 5000n + 1200n],
  ['a model that is said to have no window', worstOf('"file_id"', {}, 0, [candidate({ contextWindow: null })]), 7n + 256_000n + 1200n],
  ['no limit of the caller: the model\'s', worstOf('', { maxTokens: null }), 7n + 200n + 6000n],
  ['embeddings', worstOf('', { endpoint: 'embeddings' }), 207n],
  ['the dearest of several, with ten percent on top', worstOf('', {}, 1000, [candidate(), candidate({ maxOutputTokens: 50 })]), 1548n],
])('%s', (_, worst, picoUsd) => {
  expect(worst).toBe(picoUsd);
});
