import { estimateTokens } from './estimate-tokens.js';
import { taskOf, type TaskFacts } from '../testing/task.js';

describe('the estimate of a request', () => {
  it.each<[string, Partial<TaskFacts>, number | undefined, number, number]>([
    ['counts four bytes of the body as a token, and what the caller allows as output', { bodyBytes: 401, maxTokens: 50 }, undefined, 151, 151],
    ['never counts more input than the context window holds', { bodyBytes: 4_000_000, maxTokens: 1, model: { contextWindow: 8000 } }, undefined, 8001, 8001],
    ['never counts more output than the model can produce', { maxTokens: 1_000_000, model: { maxOutputTokens: 4096 } }, undefined, 4196, 4196],
    ['counts the output of each choice', { maxTokens: 50, choices: 3 }, undefined, 250, 250],
    ['counts the output for each prompt', { endpoint: 'completions', maxTokens: 16, choices: 2, prompt: ['a', 'b', 'c'] }, undefined, 196, 196],
    ['takes tokens for one prompt', { endpoint: 'completions', maxTokens: 16, prompt: [1, 2, 3] }, undefined, 116, 116],
    ['guesses by the key\'s own answers where the caller allows anything', {}, 333, 100, 433],
    ['guesses 1,024 for a key without answers', {}, undefined, 100, 1124],
    ['guesses no more than the model can produce', { model: { maxOutputTokens: 500 } }, undefined, 100, 600],
    ['goes by what the caller allows even where the key\'s answers were longer', { maxTokens: 5 }, 333, 105, 105],
    ['of embeddings is their input', { endpoint: 'embeddings' }, 333, 100, 100],
  ])('%s', (_, facts, usual, asked, likely) => {
    const task = taskOf(facts);
    expect(estimateTokens(task, task.resolved.model, usual)).toMatchObject({ asked, likely });
  });
});
