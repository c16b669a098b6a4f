// vLLM, on a machine of one's own. https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { finishWords } from '../quirks/finish-words.js';
import { reasoningField } from '../quirks/reasoning-field.js';

export const vllm = openaiCompatible({
  id: 'vllm',
  name: 'vLLM',
  baseUrl: 'http://127.0.0.1:8000/v1',
  naming: 'host',
  endpoints: ['chat', 'completions', 'embeddings'],
  selfHosted: true,
  // 2026-11: newer releases say `reasoning`; a tool that the caller chose by name is finished with "stop".
  quirks: { replies: [reasoningField, finishWords] },
});
