// Why an answer ended, between Anthropic's words and the hub's. Used by whole replies and streams, in both directions.
// https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons
import type { Finish, FinishReason } from '../../hub.js';

const meanings: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  // A server tool wants another round; for a caller that cannot give it one, the answer ends here.
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
};

const words: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  error: 'end_turn',
  other: 'end_turn',
};

export function parseStopReason(raw: string): Finish {
  return { unified: meanings[raw] ?? 'other', raw };
}

/** Anthropic's own word where there is one, else the nearest. */
export function renderStopReason({ unified, raw }: Finish): string {
  return raw in meanings ? raw : words[unified];
}
