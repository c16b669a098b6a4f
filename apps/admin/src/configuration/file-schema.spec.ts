import { Ajv2020 } from 'ajv/dist/2020.js';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ConfigurationDto } from './configuration.dto.js';
import { fileSchema } from './file-schema.js';

const root = join(import.meta.dirname, '../../../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const example = () => parse(read('aiproxy.example.yaml')) as Record<string, never>;

const editor = new Ajv2020({ strict: false }).compile(fileSchema());
const count = (errors: ValidationError[]): number => errors.reduce((sum, { constraints, children }) => sum + Object.keys(constraints ?? {}).length + count(children ?? []), 0);
const api = (file: object) => count(validateSync(plainToInstance(ConfigurationDto, file), { whitelist: true, forbidNonWhitelisted: true })) === 0;

test('the committed schema is what the classes say ("npm run openapi" writes it)', () => {
  expect(JSON.parse(read('aiproxy.schema.json'))).toEqual(JSON.parse(JSON.stringify(fileSchema())));
});

test('the example names the schema, and both accept it', () => {
  expect(read('aiproxy.example.yaml')).toMatch(/^# yaml-language-server: \$schema=\.\/aiproxy\.schema\.json\n/);
  expect({ editor: editor(example()), api: api(example()), errors: editor.errors }).toEqual({ editor: true, api: true, errors: null });
});

test('a smallest file is accepted by both', () => {
  expect([editor({ version: 1 }), api({ version: 1 })]).toEqual([true, true]);
});

const limits = { requestsPerMinute: 1, requestsPerDay: 1, tokensPerMinute: 1, concurrentRequests: 'unlimited' };
const key = (fields: object) => ({ version: 1, projects: { p: { tier: 't', keys: { k: fields } } } });
const model = (fields: object) => ({ version: 1, models: { m: { type: 'chat', targets: [], ...fields } } });
const target = (fields: object) => model({ targets: [{ provider: 'openai', upstreamModel: 'x', ...fields }] });
const price = (fields: object) => target({ prices: [{ validFrom: '2026-01-01', unitPrices: [], ...fields }] });

test.each([
  ['no version', {}],
  ['another version', { version: 2 }],
  ['an unknown field', { version: 1, colour: 'red' }],
  ['a list in place of names', { version: 1, tiers: [limits] }],
  ['a text in place of names', { version: 1, tiers: 'all' }],
  ['nothing under a name', { version: 1, tiers: { a: null } }],
  ['an empty name', { version: 1, tiers: { '': limits } }],
  ['a limit left out', { version: 1, tiers: { a: { ...limits, requestsPerDay: undefined } } }],
  ['a limit of another word', { version: 1, tiers: { a: { ...limits, requestsPerDay: 'none' } } }],
  ['a negative limit', { version: 1, tiers: { a: { ...limits, requestsPerDay: -1 } } }],
  ['half a request', { version: 1, tiers: { a: { ...limits, requestsPerDay: 0.5 } } }],
  ['limits of models without models', { version: 1, tiers: { a: { ...limits, modelLimits: [limits] } } }],
  ['a project without tier', { version: 1, projects: { p: {} } }],
  ['tags that are no texts', { version: 1, projects: { p: { tier: 't', tags: { a: 1 } } } }],
  ['too many tags', { version: 1, projects: { p: { tier: 't', tags: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`t${index}`, 'x'])) } } }],
  ['an unknown permission', key({ permissions: ['all:write'] })],
  ['a permission twice', key({ permissions: ['chat:write', 'chat:write'] })],
  ['an unknown preset', key({ preset: 'everything' })],
  ['a number as a date', key({ expiresAt: 20260101 })],
  ['no date', key({ expiresAt: 'tomorrow' })],
  ['an unknown field of a key', key({ hash: 'x' })],
  ['an unknown provider', { version: 1, providers: { acme: { credentials: {} } } }],
  ['a secret from nowhere', { version: 1, providers: { openai: { credentials: { a: { secretFrom: { url: 'x' } } } } } }],
  ['a secret from two places', { version: 1, providers: { openai: { credentials: { a: { secretFrom: { env: 'A', file: 'b' } } } } } }],
  ['an unknown type', model({ type: 'video' })],
  ['targets that are no list', model({ targets: {} })],
  ['another strategy', model({ strategy: 'random' })],
  ['fallbacks that are a list', model({ fallbacks: ['n'] })],
  ['a fallback twice', model({ fallbacks: { any: ['n', 'n'] } })],
  ['nine fallbacks', model({ fallbacks: { any: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] } })],
  ['fallbacks for another case', model({ fallbacks: { refusal: ['n'] } })],
  ['a region with a space', target({ region: 'eu west' })],
  ['a region of 65 characters', target({ region: 'x'.repeat(65) })],
  ['99 ms to be connected', target({ timeouts: { connectMs: 99 } })],
  ['more than two hours', target({ timeouts: { totalMs: 7_200_001 } })],
  ['a time limit of something else', target({ timeouts: { readMs: 1000 } })],
  ['another word for what is kept', { version: 1, projects: { p: { tier: 't', keepBodies: 'all' } } }],
  ['another word for a hang-up', { version: 1, projects: { p: { tier: 't', onHangUp: 'wait' } } }],
  ['a target that is no object', model({ targets: ['openai'] })],
  ['a target of an unknown provider', target({ provider: 'acme' })],
  ['a capability in capitals', model({ capabilities: ['Tools'] })],
  ['a name that is an address of the API', { version: 1, models: { compare: { type: 'chat', targets: [] } } }],
  ['a name that begins with a slash', { version: 1, models: { '/m': { type: 'chat', targets: [] } } }],
  ['a tag with an equals sign', { version: 1, projects: { p: { tier: 't', tags: { 'a=b': 'c' } } } }],
  ['a tag that every object has', { version: 1, projects: { p: { tier: 't', tags: { toString: 'c' } } } }],
  ['a name of two lines', { version: 1, tiers: { 'a\nb': limits } }],
  ['an alias with a space', model({ aliases: ['a b'] })],
  ['a price that is a number', price({ unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: 0.15 }] })],
  ['a negative price', price({ unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '-1' }] })],
  ['an unknown bucket', price({ unitPrices: [{ bucket: 'tokens', usdPerMillionTokens: '1' }] })],
])('%s is refused by editors and by the API alike', (_, file) => {
  expect([editor(JSON.parse(JSON.stringify(file))), api(file)]).toEqual([false, false]);
});

test('a secret itself has no place in a file; the API takes the one that was found', () => {
  const file = { version: 1, providers: { openai: { credentials: { a: { secret: 'sk-1' } } } } };
  expect([editor(file), api(file)]).toEqual([false, true]);
});
