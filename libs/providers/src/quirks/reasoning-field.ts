// Reasoning under `reasoning`, where OpenAI-compatible clients read `reasoning_content`.
import type { ReplyQuirk } from '../provider.js';
import type { JsonObject } from '../hub.js';
import { saidBy } from './said-by.js';

export const reasoningField: ReplyQuirk = {
  name: 'reasoning-field',
  reply: rename,
  stream: () => (chunk) => {
    rename(chunk);
    return [chunk];
  },
};

function rename(json: JsonObject): void {
  for (const { said } of saidBy(json)) {
    if (typeof said.reasoning !== 'string') continue;
    said.reasoning_content ??= said.reasoning;
    delete said.reasoning;
  }
}
