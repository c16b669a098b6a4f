// Every provider this gateway knows, a line each. Environment variables, models and pages are derived from here; nobody else
// knows a provider by name.
import type { Provider } from './provider.js';
import { anthropic } from './providers/anthropic.js';
import { deepseek } from './providers/deepseek.js';
import { google } from './providers/google.js';
import { groq } from './providers/groq.js';
import { mistral } from './providers/mistral.js';
import { ollama } from './providers/ollama.js';
import { openai } from './providers/openai.js';
import { openrouter } from './providers/openrouter.js';
import { sandbox } from './providers/sandbox/index.js';
import { together } from './providers/together.js';
import { vllm } from './providers/vllm.js';
import { xai } from './providers/xai.js';

export const providers = {
  openai,
  anthropic,
  google,
  mistral,
  groq,
  deepseek,
  xai,
  together,
  openrouter,
  ollama,
  vllm,
  sandbox,
} as const satisfies Record<string, Provider>;

export type ProviderId = keyof typeof providers;

const byId: ReadonlyMap<string, Provider> = new Map(Object.entries(providers));

export function providerById(id: string): Provider | undefined {
  return byId.get(id);
}
