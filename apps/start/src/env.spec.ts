import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreVariables } from '#server/env/core-variables';
import { renderEnvExample } from '#server/env/render-env-example';
import { appVariables, readStartEnv } from './env.js';

test('.env.example says what the environment may hold', () => {
  const file = join(import.meta.dirname, '../../../.env.example');
  const expected = renderEnvExample([...coreVariables, ...appVariables]);
  if (process.env.UPDATE_ENV_EXAMPLE) writeFileSync(file, expected); // after a change of the variables
  expect(readFileSync(file, 'utf8')).toBe(expected);
});

test('no variable has two meanings, and each app finds its own', () => {
  const names = [...coreVariables, ...appVariables].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const env = readStartEnv({ ADMIN_PORT: '4001', OPENAI_API_KEY: 'sk-1' });
  expect([env.ADMIN_PORT, env.provider('OPENAI_API_KEY')]).toEqual([4001, 'sk-1']);
});
