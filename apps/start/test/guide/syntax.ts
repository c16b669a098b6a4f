// What is wrong with a block that is only shown, by the parser of its language where there is one at hand.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseAllDocuments } from 'yaml';
import type { Block } from './read-guide.js';

const parsers: Readonly<Record<string, (text: string) => string | undefined>> = {
  sh: (text) => judge('bash', ['-n'], text),
  python: (text) => judge('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], text),
  json: (text) => thrown(() => JSON.parse(text) as unknown),
  yaml: yamlProblem,
};

/** Shown as they are: nobody here could check them. */
const unchecked = ['ts', 'nginx', 'text', 'ini', 'dockerfile', 'haproxy', 'caddyfile', 'toml', 'sql', 'promql'];

export const languages = [...Object.keys(parsers), ...unchecked];

export function problemOf({ language, text }: Block): string | undefined {
  return parsers[language]?.(text);
}

const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../aiproxy.schema.json'), 'utf8')) as object);

/** A file that begins with `version: 1` is a configuration of AIProxy, and held to its schema. */
function yamlProblem(text: string): string | undefined {
  const documents = parseAllDocuments(text);
  const [error] = [...documents].flatMap((document) => document.errors);
  if (error) return error.message;
  const value = documents[0]?.toJS() as unknown;
  if (!/^version: 1$/m.test(text) || validate(value)) return undefined;
  return validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join('\n');
}

/** A program that is not on this machine judges nothing. */
function judge(program: string, args: string[], input: string): string | undefined {
  const { status, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (error && 'code' in error && error.code === 'ENOENT' && !process.env.CI) return undefined;
  return status === 0 ? undefined : stderr || String(error);
}

function thrown(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
