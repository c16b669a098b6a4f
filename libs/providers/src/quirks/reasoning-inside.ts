// Reasoning tokens counted beside `completion_tokens` where OpenAI counts them in it: a caller who multiplies completion tokens
// by their price would pay for a fraction of the answer.
import type { ReplyQuirk } from '../provider.js';
import type { JsonObject } from '../hub.js';
import { reasoningOutside } from '../dialects/openai/parse-usage.js';
import { isObject } from '../dialects/openai/wire-fields.js';
import { wholeTokens } from '../usage.js';

export const reasoningInside: ReplyQuirk = {
  name: 'reasoning-inside',
  reply: recount,
  stream: () => (chunk) => {
    recount(chunk);
    return [chunk];
  },
};

function recount({ usage }: JsonObject): void {
  if (!isObject(usage) || !reasoningOutside(usage)) return;
  const details = usage.completion_tokens_details as JsonObject;
  usage.completion_tokens = wholeTokens(usage.completion_tokens) + wholeTokens(details.reasoning_tokens);
}
