// Mistral. https://docs.mistral.ai/api
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { contentList } from '../quirks/content-list.js';
import { finishWords } from '../quirks/finish-words.js';
import { firstRole } from '../quirks/first-role.js';
import { toolCallShape } from '../quirks/tool-call-shape.js';

export const mistral = openaiCompatible({
  id: 'mistral',
  name: 'Mistral',
  baseUrl: 'https://api.mistral.ai/v1',
  naming: 'maker',
  endpoints: ['chat', 'embeddings'],
  quirks: {
    // 2025-06: answers 422 extra_forbidden to stream_options, 2025-12: to max_completion_tokens; its seed has another name.
    noStreamOptions: true,
    renames: [{ from: 'max_completion_tokens', to: 'max_tokens' }, { from: 'seed', to: 'random_seed' }],
    // 2026-11: reasoning models answer in parts; calls without index and type; streams without a role; finish "model_length".
    replies: [contentList, toolCallShape, firstRole, finishWords],
    tokensAsText: true,
  },
});
