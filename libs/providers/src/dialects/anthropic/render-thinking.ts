// How much the model shall think -> thinking and effort. Newer models take an effort, earlier ones a budget of tokens.
// https://platform.claude.com/docs/en/build-with-claude/thinking
import type { TargetModel } from '../../dialect.js';
import type { ChatRequest, JsonObject } from '../../hub.js';
import type { ModelTraits } from './model-traits.js';
import { isResult, isThinking, type Turn } from './render-messages.js';

const leastBudgetTokens = 1024;
const mostBudgetTokens = 32_000;

/** The part of the output tokens that an effort may spend on thinking, where efforts are unknown. */
const shares: Readonly<Record<string, number>> = { minimal: 0.1, low: 0.2, medium: 0.5, high: 0.8, xhigh: 0.9, max: 0.95 };

const efforts: Readonly<Record<string, string>> = { minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'max' };

export interface RenderedThinking { thinking?: JsonObject; effort?: string }

export interface ThinkingContext { model: TargetModel; traits: ModelTraits; turns: Turn[]; maxTokens: number; toolsForced: boolean }

export function renderThinking({ reasoning }: ChatRequest, context: ThinkingContext, dropped: string[]): RenderedThinking {
  if (!reasoning) return {};
  const { traits, toolsForced } = context;
  const path = 'effort' in reasoning ? 'reasoning_effort' : 'reasoning';
  if ('effort' in reasoning && reasoning.effort === 'none') return stopThinking(context, dropped);
  const rendered = !context.model.reasoning || toolsForced
    ? undefined // a forced call is what the caller builds on, thinking is not: it gives way
    : traits.thinking === 'adaptive' ? adaptiveThinking(reasoning, traits) : budgetThinking(reasoning, context);
  if (!rendered || rendered.changed) dropped.push(path);
  if (rendered) return rendered.wire;
  return context.model.reasoning && toolsForced && traits.thinkingCanStop ? { thinking: { type: 'disabled' } } : {};
}

/** Whether thinking is on, which restricts other parameters. */
export const thinks = ({ thinking }: RenderedThinking) => thinking !== undefined && thinking.type !== 'disabled';

function stopThinking({ model, traits }: ThinkingContext, dropped: string[]): RenderedThinking {
  if (!model.reasoning) return {};
  if (traits.thinkingCanStop) return { thinking: { type: 'disabled' } };
  dropped.push('reasoning_effort');
  return { effort: 'low' };
}

type Asked = NonNullable<ChatRequest['reasoning']>;
type Answer = { wire: RenderedThinking; changed: boolean } | undefined;

/** Some of these models keep their thinking to themselves unless asked to summarise it. */
function adaptiveThinking(asked: Asked, traits: ModelTraits): Answer {
  const thinking = { type: 'adaptive', display: 'summarized' };
  if ('budgetTokens' in asked) return { wire: { thinking }, changed: true };
  const effort = efforts[asked.effort];
  if (effort === undefined) return undefined;
  const tooHigh = effort === 'xhigh' && !traits.xhighEffort;
  return { wire: { thinking, effort: tooHigh ? 'high' : effort }, changed: tooHigh };
}

/** The budget counts towards max_tokens and must leave room for the answer. */
function budgetThinking(asked: Asked, { turns, maxTokens }: ThinkingContext): Answer {
  if (resumesWithoutThinking(turns)) return undefined;
  const wanted = 'budgetTokens' in asked ? asked.budgetTokens : shareOf(asked.effort, maxTokens);
  if (wanted === undefined || maxTokens <= leastBudgetTokens) return undefined;
  const budget = Math.min(Math.max(wanted, leastBudgetTokens), maxTokens - 1);
  return { wire: { thinking: { type: 'enabled', budget_tokens: budget } }, changed: 'budgetTokens' in asked && budget !== wanted };
}

function shareOf(effort: string, maxTokens: number): number | undefined {
  const share = shares[effort];
  if (share === undefined || maxTokens < 2 * leastBudgetTokens) return undefined;
  return Math.min(Math.floor(maxTokens * share), mostBudgetTokens);
}

/**
 * A turn that goes on after tool results must have begun with thinking, or thinking cannot be switched on within it. Callers
 * that give no reasoning back would be refused from their second call on.
 */
function resumesWithoutThinking(turns: Turn[]): boolean {
  let results = turns.length - 1;
  if (!turns[results]?.content.some(isResult)) return false;
  // Turns change roles; the run of calls goes back to where the user said something of his own.
  while (answersOnly(turns[results - 2])) results -= 2;
  return !isThinking(turns[results - 1]?.content[0]);
}

const answersOnly = (turn: Turn | undefined) => turn?.content.every(isResult) ?? false;
