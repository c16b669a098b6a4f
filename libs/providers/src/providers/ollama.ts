// Ollama, on a machine of one's own. https://docs.ollama.com/openai
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { finishWords } from '../quirks/finish-words.js';
import { reasoningField } from '../quirks/reasoning-field.js';
import { toolCallShape } from '../quirks/tool-call-shape.js';

export const ollama = openaiCompatible({
  id: 'ollama',
  name: 'Ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  naming: 'host',
  endpoints: ['chat', 'completions', 'embeddings'],
  selfHosted: true,
  quirks: {
    // 2026-11: reasoning in `reasoning`; several calls under one index, finished with "stop"; no token arrays; max_tokens only.
    renames: [{ from: 'max_completion_tokens', to: 'max_tokens' }],
    replies: [reasoningField, toolCallShape, finishWords],
    tokensAsText: true,
  },
});
