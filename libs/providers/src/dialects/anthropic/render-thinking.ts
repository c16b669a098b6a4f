// How much the model shall think -> thinking and effort. Newer models take an effort, earlier ones a budget of tokens.
// https://platform.claude.com/docs/en/build-with-claude/thinking
import type { TargetModel, Unsaid } from '../../dialect.js';
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

export function renderThinking({ reasoning }: ChatRequest, context: ThinkingContext, unsaid: Unsaid): RenderedThinking {
  if (!reasoning) return {};
  const { wire, otherwise } = answerTo(reasoning, context);
  if (otherwise) unsaid[otherwise].push('effort' in reasoning ? 'reasoning_effort' : 'reasoning');
  return wire;
}

/** Whether thinking is on, which restricts other parameters. */
export const thinks = ({ thinking }: RenderedThinking) => thinking !== undefined && thinking.type !== 'disabled';

type Asked = NonNullable<ChatRequest['reasoning']>;
/** `otherwise` says what became of the wish where it is not answered as it was asked. */
interface Answer { wire: RenderedThinking; otherwise?: keyof Unsaid | false }

const unanswered: Answer = { wire: {}, otherwise: 'dropped' };
const stopped: RenderedThinking = { thinking: { type: 'disabled' } };

function answerTo(asked: Asked, context: ThinkingContext): Answer {
  const { model, traits, toolsForced } = context;
  const none = 'effort' in asked && asked.effort === 'none';
  if (!model.reasoning) return none ? { wire: {} } : unanswered;
  if (none) return traits.thinkingCanStop ? { wire: stopped } : { wire: { effort: 'low' }, otherwise: 'changed' };
  // A forced call is what the caller builds on, thinking is not: it gives way.
  if (toolsForced) return { wire: traits.thinkingCanStop ? stopped : {}, otherwise: 'dropped' };
  return traits.thinking === 'adaptive' ? adaptiveThinking(asked, traits) : budgetThinking(asked, context);
}

/** Some of these models keep their thinking to themselves unless asked to summarise it. */
function adaptiveThinking(asked: Asked, traits: ModelTraits): Answer {
  const thinking = { type: 'adaptive', display: 'summarized' };
  if ('budgetTokens' in asked) return { wire: { thinking }, otherwise: 'changed' };
  const effort = efforts[asked.effort];
  if (effort === undefined) return unanswered;
  const tooHigh = effort === 'xhigh' && !traits.xhighEffort;
  return { wire: { thinking, effort: tooHigh ? 'high' : effort }, otherwise: tooHigh && 'changed' };
}

/** The budget counts towards max_tokens and must leave room for the answer. */
function budgetThinking(asked: Asked, { turns, maxTokens }: ThinkingContext): Answer {
  if (resumesWithoutThinking(turns)) return unanswered;
  const wanted = 'budgetTokens' in asked ? asked.budgetTokens : shareOf(asked.effort, maxTokens);
  if (wanted === undefined || maxTokens <= leastBudgetTokens) return unanswered;
  const budget = Math.min(Math.max(wanted, leastBudgetTokens), maxTokens - 1);
  return { wire: { thinking: { type: 'enabled', budget_tokens: budget } }, otherwise: 'budgetTokens' in asked && budget !== wanted && 'changed' };
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
