// The reasoning asked for -> thinkingConfig: a token budget up to Gemini 2.5, a level from Gemini 3 on (both at once are refused).
// Efforts map as in Google's own OpenAI-compatible API: https://ai.google.dev/gemini-api/docs/openai#thinking
import type { TargetModel, Unsaid } from '../../dialect.js';
import type { JsonObject, ReasoningRequest } from '../../hub.js';
import { isGemini3, isPro, lowestLevel } from './model-traits.js';

const budgets: ReadonlyMap<string, number> = new Map([['minimal', 1024], ['low', 1024], ['medium', 8192], ['high', 24576], ['xhigh', 24576]]);
const levels: ReadonlyMap<string, string> = new Map([['low', 'low'], ['medium', 'medium'], ['high', 'high'], ['xhigh', 'high']]);

/** 2.5 Pro cannot be kept from thinking; this is the least it does. */
const leastProBudget = 128;

/** Reports `reasoning_effort` where the model does something else than was asked. */
export function renderThinking(reasoning: ReasoningRequest | undefined, model: TargetModel, { dropped, changed }: Unsaid): JsonObject | undefined {
  if (!reasoning) return undefined;
  if (!model.reasoning) {
    if (!('effort' in reasoning) || reasoning.effort !== 'none') dropped.push('reasoning_effort');
    return undefined;
  }
  if ('budgetTokens' in reasoning) return { thinkingBudget: reasoning.budgetTokens, includeThoughts: true };
  if (reasoning.effort === 'none') return withoutThinking(model.name, changed);
  const config = isGemini3(model.name) ? levelOf(reasoning.effort, model.name) : budgetOf(reasoning.effort);
  if (config) return { ...config, includeThoughts: true };
  dropped.push('reasoning_effort');
  return undefined;
}

function withoutThinking(model: string, changed: string[]): JsonObject {
  if (!isGemini3(model) && !isPro(model)) return { thinkingBudget: 0 };
  changed.push('reasoning_effort');
  return isGemini3(model) ? { thinkingLevel: lowestLevel(model) } : { thinkingBudget: leastProBudget };
}

function levelOf(effort: string, model: string): JsonObject | undefined {
  const thinkingLevel = effort === 'minimal' ? lowestLevel(model) : levels.get(effort);
  return thinkingLevel === undefined ? undefined : { thinkingLevel };
}

function budgetOf(effort: string): JsonObject | undefined {
  const thinkingBudget = budgets.get(effort);
  return thinkingBudget === undefined ? undefined : { thinkingBudget };
}
