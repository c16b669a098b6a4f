import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreVariables } from '#server/env/core-variables';
import { renderEnvExample } from '#server/env/render-env-example';
import { providerVariables, readProxyEnv } from './env.js';

describe('the environment of the proxy', () => {
  it('is what .env.example says', () => {
    const file = join(import.meta.dirname, '../../../.env.example');
    const expected = renderEnvExample([...coreVariables, ...providerVariables]);
    if (process.env.UPDATE_ENV_EXAMPLE) writeFileSync(file, expected); // after a change of the variables
    expect(readFileSync(file, 'utf8')).toBe(expected);
  });

  it("has each provider's variables under the names of its vendor's own SDK", () => {
    const names = providerVariables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL', 'MISTRAL_API_KEY', 'XAI_BASE_URL']));
    expect(new Set(names).size).toBe(names.length);
    expect(readProxyEnv({ OPENAI_API_KEY: 'sk-1', XAI_API_KEY: '' }).provider('OPENAI_API_KEY')).toBe('sk-1');
    expect(readProxyEnv({ XAI_API_KEY: '' }).provider('XAI_API_KEY')).toBeUndefined();
  });
});
