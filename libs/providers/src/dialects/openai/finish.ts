// Finish reasons both ways. Compatible servers have words of their own for the same things.
import type { Finish, FinishReason } from '../../hub.js';

const unified: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop', // Together
  length: 'length',
  model_length: 'length', // Mistral: the model's own end, not the caller's limit
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  error: 'error', // Mistral, OpenRouter
  insufficient_system_resource: 'error', // DeepSeek
};

/** Some servers say "stop" although they called tools; whoever reads "stop" would not run them. */
export function parseFinish(raw: string, calledTools: boolean): Finish {
  const word = Object.hasOwn(unified, raw) ? unified[raw] : undefined;
  return { raw, unified: word === 'stop' && calledTools ? 'tool-calls' : (word ?? 'other') };
}

const words: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  // Not a word of OpenAI's, but of OpenRouter's; "stop" would make a broken answer look whole.
  error: 'error',
  other: 'stop',
};

export function renderFinish(reason: FinishReason, calledTools: boolean): string {
  return calledTools && (reason === 'stop' || reason === 'other') ? words['tool-calls'] : words[reason];
}
