// DeepSeek. https://api-docs.deepseek.com
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';

export const deepseek = openaiCompatible({
  id: 'deepseek',
  name: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com/v1',
  naming: 'maker',
  // 2026-08: ignores max_completion_tokens silently, so that a limit given under that name would be none.
  quirks: { renames: [{ from: 'max_completion_tokens', to: 'max_tokens' }] },
});
