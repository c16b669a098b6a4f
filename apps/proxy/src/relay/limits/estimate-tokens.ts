// How many tokens a request will use, before anybody knows: what is held of its key's limit until its real usage is there.
import { estimableBytes } from '#metering/estimable-bytes';
import type { ModelRecord } from '#database/records';
import { answersAsked } from '../answers-asked.js';
import type { RelayTask } from '../task.js';

const bytesPerToken = 4;
/** Output of an answer whose caller says nothing and whose key has no history. */
const firstGuess = 1024;

export interface TokenEstimate {
  /** What the request asks for by itself: its input, and the output that it allows. Above a limit it can never be served. */
  asked: number;
  /** The same with a guess at the output where the caller sets no limit to it. */
  likely: number;
  /** Of both, what the model reads. */
  input: number;
}

type ModelBounds = Pick<ModelRecord, 'contextWindow' | 'maxOutputTokens'>;

/** `usualOutput`: of the key's own last answers. Whole tokens. */
export function estimateTokens({ asked, endpoint, maxTokens }: RelayTask, model: ModelBounds, usualOutput: number | undefined): TokenEstimate {
  const input = atMost(Math.ceil(estimableBytes(asked.body.bytes) / bytesPerToken), model.contextWindow);
  if (endpoint === 'embeddings') return { asked: input, likely: input, input };
  const answers = answersAsked({ asked, endpoint });
  if (maxTokens === null) return { input, asked: input, likely: input + (usualOutput ?? answers * atMost(firstGuess, model.maxOutputTokens)) };
  const whole = input + answers * atMost(Math.max(0, Math.ceil(maxTokens)), model.maxOutputTokens);
  return { input, asked: whole, likely: whole };
}

function atMost(value: number, bound: number | null): number {
  return bound === null ? value : Math.min(value, bound);
}
