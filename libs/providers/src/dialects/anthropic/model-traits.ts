// What the generations of Claude take: each one dropped parameters that the one before had, and answers 400 to them.
// Read by the request renderer only. https://platform.claude.com/docs/en/about-claude/models/overview

export interface ModelTraits {
  /** How thinking is asked for: an effort and the model decides (newer), or a budget of tokens. */
  thinking: 'adaptive' | 'budget';
  thinkingCanStop: boolean;
  /** Knows the effort between high and max. */
  xhighEffort: boolean;
  /** Takes temperature, top_p and top_k. */
  sampling: boolean;
  /** Takes a JSON schema for its answer, and strict tools. */
  structuredOutputs: boolean;
  /** Lets itself be forced to call a tool. */
  forcedTools: boolean;
}

const early: ModelTraits = {
  thinking: 'budget', thinkingCanStop: true, xhighEffort: false, sampling: true, structuredOutputs: false, forcedTools: true,
};
const structured: ModelTraits = { ...early, structuredOutputs: true };
const adaptive: ModelTraits = { ...structured, thinking: 'adaptive' };
const unsampled: ModelTraits = { ...adaptive, sampling: false, xhighEffort: true };
const alwaysThinking: ModelTraits = { ...unsampled, thinkingCanStop: false };

/** The first that matches holds. */
const generations: readonly [RegExp, ModelTraits][] = [
  [/claude-(?:(?:sonnet|opus)-5-5|fable-5-[12])/, { ...alwaysThinking, forcedTools: false }],
  [/claude-fable-5/, alwaysThinking],
  [/claude-(?:(?:opus|sonnet|haiku)-5|opus-4-[78])/, unsampled],
  [/claude-(?:opus|sonnet)-4-6/, adaptive],
  [/claude-(?:(?:opus|sonnet|haiku)-4-5|opus-4-1)/, structured],
  [/claude-(?:(?:opus|sonnet)-4(?:-0)?(?:$|[-@]\d{8})|[23](?!\d)|v2|instant)/, early],
  // A Claude nobody here has met is newer than the list.
  [/claude-/, alwaysThinking],
];

/** By the provider's own name of the model. What is no Claude, behind a compatible API, is taken for an early one. */
export function modelTraits(model: string): ModelTraits {
  const name = model.toLowerCase();
  return generations.find(([pattern]) => pattern.test(name))?.[1] ?? early;
}
