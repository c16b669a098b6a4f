// Models that pi-ai does not list (it lists chat models with tools that its own agents use) and that people ask for all the
// same. Prices come from genai-prices; what it does not hold (limits, capabilities) is from each vendor's model pages.

const chat = (id, maxOutputTokens, ...capabilities) => ({ id, type: 'chat', maxOutputTokens, capabilities: ['text', ...capabilities] });
const embedding = (id) => ({ id, type: 'embedding', maxOutputTokens: null, capabilities: ['text'] });

export const alsoListed = {
  openai: [
    chat('gpt-3.5-turbo', 4096, 'tools'),
    chat('gpt-3.5-turbo-0125', 4096, 'tools'),
    chat('gpt-3.5-turbo-1106', 4096, 'tools'),
    chat('gpt-4-0613', 8192, 'tools'),
    chat('gpt-4o-search-preview', 16_384),
    chat('gpt-4o-mini-search-preview', 16_384),
    chat('gpt-audio', 16_384, 'audio', 'tools'),
    chat('gpt-audio-mini', 16_384, 'audio', 'tools'),
    // genai-prices gives it the chat model's window; OpenAI's model page says 4,096.
    { id: 'gpt-3.5-turbo-instruct', type: 'completion', contextWindow: 4096, maxOutputTokens: 4096, capabilities: ['text'] },
    embedding('text-embedding-3-large'),
    embedding('text-embedding-3-small'),
    embedding('text-embedding-ada-002'),
  ],
  anthropic: [
    chat('claude-3-opus-20240229', 4096, 'vision', 'tools'),
    // The public API's own example asks for this name, which Anthropic only knows with its date.
    { ...chat('claude-3-opus', 4096, 'vision', 'tools'), upstreamModel: 'claude-3-opus-20240229' },
  ],
  google: [embedding('gemini-embedding-001'), embedding('gemini-embedding-2')],
  mistral: [embedding('mistral-embed')],
  deepseek: [
    chat('deepseek-chat', 8192, 'tools'),
    chat('deepseek-reasoner', null, 'tools', 'reasoning'),
    chat('deepseek-v4-flash', null, 'tools', 'reasoning'),
  ],
  xai: [
    chat('grok-4', null, 'vision', 'tools', 'reasoning'),
    chat('grok-4-0709', null, 'vision', 'tools', 'reasoning'),
    chat('grok-4-fast-reasoning', null, 'vision', 'tools', 'reasoning'),
    chat('grok-4-fast-non-reasoning', null, 'vision', 'tools'),
    chat('grok-code-fast-1', null, 'tools', 'reasoning'),
    chat('grok-3', null, 'tools'),
    chat('grok-3-mini', null, 'tools', 'reasoning'),
  ],
};
