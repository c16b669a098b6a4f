import { providerVariables, readProxyEnv } from './env.js';

describe('the environment of the proxy', () => {
  it("has each provider's variables under the names of its vendor's own SDK", () => {
    const names = providerVariables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL', 'MISTRAL_API_KEY', 'XAI_BASE_URL']));
    expect(new Set(names).size).toBe(names.length);
    expect(readProxyEnv({ OPENAI_API_KEY: 'sk-1', XAI_API_KEY: '' }).provider('OPENAI_API_KEY')).toBe('sk-1');
    expect(readProxyEnv({ XAI_API_KEY: '' }).provider('XAI_API_KEY')).toBeUndefined();
  });
});
