import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { makeIo } from '../../test/harness/make-io.js';
import { readConfigurationFile } from './configuration-file.js';
import { resolveSecrets } from './resolve-secrets.js';

const directory = mkdtempSync(join(tmpdir(), 'aiproxy-cli-'));
const path = join(directory, 'aiproxy.yaml');
afterAll(() => rmSync(directory, { recursive: true }));

async function read(text: string) {
  writeFileSync(path, text);
  return readConfigurationFile(path, makeIo().io);
}

describe('what is wrong in the file is told with its line and column', () => {
  test.each([
    ['a key given twice', 'version: 1\ntiers:\n  gold: {}\n  gold: {}\n', '4:3', 'this field is there twice'],
    ['an alias of nothing', 'version: 1\ntiers: {gold: *one}\n', '2:15', 'no anchor &one'],
    ['a broken line', 'version: 1\ntiers: [a\nprojects: 1', '3:', ''],
    ['a tag that nobody knows', 'version: !secret 1\n', '1:10', 'tag'],
    ['a second document', 'version: 1\n---\nversion: 2\n', '2:1', 'documents'],
    ['a list', '- 1\n', '1:1', 'fields'],
    ['nothing', '', '1:1', 'fields'],
  ])('%s', async (_, text, place, words) => {
    await expect(read(text)).rejects.toThrow(`${path}:${place}`);
    await expect(read(text)).rejects.toThrow(words);
  });

  test('a text that looks like a secret is not quoted', async () => {
    await expect(read('a: "sk-secret\n')).rejects.toMatchObject({ message: expect.not.stringContaining('sk-secret') });
  });

  test('a file that is not there', async () => {
    await expect(readConfigurationFile(join(directory, 'none.yaml'), makeIo().io)).rejects.toThrow('none.yaml (ENOENT)');
  });
});

describe('a path of the API is found in the file', () => {
  const text = 'version: 1\nmodels:\n  gpt-4: {}\n  gpt-4.1:\n    targets:\n      - provider: openai\n        priority: x\nprojects: {acme: {keys: {ci: {permissions: [a, b]}}}}\n';

  test.each([
    ['models.gpt-4', '3:3'],
    ['models.gpt-4.1', '4:3'],
    ['models.gpt-4.1.targets[0].priority', '7:9'],
    ['projects.acme.keys.ci.permissions[1]', '8:48'],
    ['projects.acme.tier', '8:12'],
    ['models.gpt-4.1.targets[7].weight', '5:5'],
    ['unknown', '1:1'],
  ])('%s', async (param, place) => {
    expect((await read(text)).placeOf(param)).toBe(`${path}:${place}`);
  });

  test('through an alias, where the field was written', async () => {
    expect((await read('a: &one\n  b: 1\nc: *one\n')).placeOf('c.b')).toBe(`${path}:2:3`);
  });
});

describe('secrets', () => {
  const withSecret = (from: string) => `providers:\n  openai:\n    credentials:\n      main:\n        ${from}\n`;
  const resolved = async (from: string, env = {}) => resolveSecrets(await read(withSecret(from)), env);
  const sent = (secret: string) => ({ providers: { openai: { credentials: { main: { secret } } } } });

  test('come from a variable', async () => {
    expect(await resolved('secretFrom: {env: OPENAI}', { OPENAI: ' sk-1 ' })).toEqual(sent('sk-1'));
  });

  test('come from a file beside the configuration, without its line break', async () => {
    writeFileSync(join(directory, 'secret'), 'sk-2\n');
    expect(await resolved('secretFrom: {file: secret}')).toEqual(sent('sk-2'));
  });

  test('are resolved for each alias of one credential', async () => {
    const text = 'providers:\n  openai: &one\n    credentials:\n      main:\n        secretFrom: {env: A}\n  groq: *one\n';
    expect(resolveSecrets(await read(text), { A: 'x' })).toEqual({ providers: { openai: sent('x').providers.openai, groq: sent('x').providers.openai } });
  });

  test.each([
    ['a variable that is not set', 'secretFrom: {env: NOBODY_SET_THIS}', '5:9: the environment variable NOBODY_SET_THIS is not set.'],
    ['a file that is not there', 'secretFrom: {file: nowhere}', 'nowhere (ENOENT)'],
    ['two sources', 'secretFrom: {env: A, file: b}', '5:9: secretFrom must be'],
    ['a source that nobody knows', 'secretFrom: {vault: A}', 'secretFrom must be'],
    ['the secret itself', 'secret: sk-3', '5:9: a secret has no place in this file'],
  ])('%s is told, with its place', async (_, from, words) => {
    await expect(resolved(from)).rejects.toThrow(words);
  });

  test('all that are missing are told at once', async () => {
    const text = 'providers:\n  a: {credentials: {x: {secretFrom: {env: ONE}}}}\n  b: {credentials: {y: {secretFrom: {env: TWO}}}}\n';
    await expect(read(text).then((file) => resolveSecrets(file, {}))).rejects.toThrow(/ONE[^]*TWO/);
  });
});

test('stdin is a file, too', async () => {
  const { io } = makeIo();
  const file = await readConfigurationFile('-', { ...io, stdin: Readable.from(['version: 1\n']) });
  expect([file.value, file.placeOf('version')]).toEqual([{ version: 1 }, 'stdin:1:1']);
});
