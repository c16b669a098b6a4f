// The file says where a provider's secret is, never what it is. Here, on the machine where the command runs, it is fetched:
// the API is sent `secret` in the place of `secretFrom`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../failure.js';
import type { ConfigurationFile } from './configuration-file.js';

type Fields = Record<string, unknown>;

/** The file's content with the secrets in it. Throws CliError naming each place whose secret is not to be had. */
export function resolveSecrets(file: ConfigurationFile, env: NodeJS.ProcessEnv): Fields {
  const { value } = file;
  const problems: string[] = [];
  for (const [path, credential] of credentialsOf(value)) {
    try {
      resolveOne(credential, file.directory, env);
    } catch (error) {
      problems.push(`${file.placeOf(`${path}.${'secret' in credential ? 'secret' : 'secretFrom'}`)}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new CliError(problems.join('\n'));
  return value;
}

/** What has another shape is left for the API to tell. */
function* credentialsOf(value: Fields): Generator<[string, Fields]> {
  for (const [provider, settings] of entriesOf(value.providers)) {
    for (const [name, credential] of entriesOf(settings.credentials)) yield [`providers.${provider}.credentials.${name}`, credential];
  }
}

function entriesOf(value: unknown): [string, Fields][] {
  return isFields(value) ? Object.entries(value).filter((entry): entry is [string, Fields] => isFields(entry[1])) : [];
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function resolveOne(credential: Fields, directory: string, env: NodeJS.ProcessEnv): void {
  if ('secret' in credential) throw new CliError('a secret has no place in this file. Say where it is: secretFrom: {env: NAME}, or {file: path}.');
  if (!('secretFrom' in credential)) return;
  credential.secret = fetchSecret(credential.secretFrom, directory, env);
  delete credential.secretFrom;
}

function fetchSecret(from: unknown, directory: string, env: NodeJS.ProcessEnv): string {
  const [[kind, where] = [], ...others] = isFields(from) ? Object.entries(from) : [];
  if (others.length > 0 || typeof where !== 'string' || (kind !== 'env' && kind !== 'file')) throw new CliError('secretFrom must be {env: NAME} or {file: path}.');
  const secret = (kind === 'env' ? env[where] : readSecret(resolve(directory, where)))?.trim();
  if (!secret) throw new CliError(kind === 'env' ? `the environment variable ${where} is not set.` : `the file ${where} is empty.`);
  return secret;
}

function readSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(`cannot read the file ${path} (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}
