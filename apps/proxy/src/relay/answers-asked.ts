// How many answers a request asks its provider for: choices, those among which the provider picks the best, of each prompt.
import type { RelayTask } from './task.js';

export function answersAsked({ asked: { body, choices }, endpoint }: Pick<RelayTask, 'asked' | 'endpoint'>): number {
  if (endpoint !== 'completions') return Math.max(1, choices);
  const [prompt, best] = [body.value('prompt'), body.value('best_of')];
  const prompts = Array.isArray(prompt) && (typeof prompt[0] === 'string' || Array.isArray(prompt[0])) ? prompt.length : 1;
  return prompts * Math.max(1, choices, typeof best === 'number' ? best : 1);
}
