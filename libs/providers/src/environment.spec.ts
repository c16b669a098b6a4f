import { baseUrlOf, isConnectedByEnvironment, providerVariables } from './environment.js';
import { providers } from './registry.js';

const nothing = () => undefined;
const having = (values: Record<string, string>) => (name: string) => values[name];

test('every provider that is called over the network has two variables, its key a secret', () => {
  expect(providerVariables).toHaveLength(2 * Object.values(providers).filter((provider) => !('respond' in provider)).length);
  expect(providerVariables.filter(({ name }) => name.endsWith('_API_KEY')).every((variable) => 'secret' in variable && variable.secret)).toBe(true);
});

test('a provider is connected by its key, a server of one’s own by its base URL, the sandbox by itself', () => {
  expect(isConnectedByEnvironment(providers.openai, nothing)).toBe(false);
  expect(isConnectedByEnvironment(providers.openai, having({ OPENAI_API_KEY: 'k' }))).toBe(true);
  expect(isConnectedByEnvironment(providers.openai, having({ OPENAI_BASE_URL: 'https://a.test' }))).toBe(false);
  expect(isConnectedByEnvironment(providers.vllm, having({ VLLM_BASE_URL: 'http://a.test' }))).toBe(true);
  expect(isConnectedByEnvironment(providers.sandbox, nothing)).toBe(true);
});

test('the environment’s base URL goes before the provider’s own', () => {
  expect(baseUrlOf(providers.openai, nothing)).toBe('https://api.openai.com/v1');
  expect(baseUrlOf(providers.openai, having({ OPENAI_BASE_URL: 'https://a.test/v1/' }))).toBe('https://a.test/v1');
});
