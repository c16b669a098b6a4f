// Usage of a stream that stands only among Groq's own fields (`x_groq.usage`), not where clients read it.
import type { ReplyQuirk } from '../provider.js';
import { isObject } from '../dialects/openai/wire-fields.js';

export const groqUsage: ReplyQuirk = {
  name: 'groq-usage',
  stream: () => (chunk) => {
    if (isObject(chunk.x_groq) && isObject(chunk.x_groq.usage)) chunk.usage ??= chunk.x_groq.usage;
    return [chunk];
  },
};
