// Groq. https://console.groq.com/docs/api-reference
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { groqUsage } from '../quirks/groq-usage.js';
import { reasoningField } from '../quirks/reasoning-field.js';

export const groq = openaiCompatible({
  id: 'groq',
  name: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  naming: 'host',
  // 2026-11: reasoning in `reasoning`; the usage of a stream in x_groq, and not always beside it.
  quirks: { replies: [reasoningField, groqUsage] },
});
