// The sealer of what the admin API must be able to read again: credentials of providers, secrets of second factors.
import { parseEncryptionKeys, Sealer } from '#access/seal';
import { readEncryptionKeys } from '#server/env/encryption-keys';
import { EnvError } from '#server/env/read-env';
import type { AdminEnv } from './env.js';

/**
 * Makes a key of its own where there is none, and says so with `warn`: whoever loses that file loses what it sealed. Throws EnvError for
 * keys that are none; what it says shows nothing of them.
 */
export function openSealer(env: Pick<AdminEnv, 'ENCRYPTION_KEY' | 'DATA_DIR'>, warn: (message: string) => void): Sealer {
  const keys = readEncryptionKeys(env, { generate: true });
  if (keys.isNew) warn(`ENCRYPTION_KEY is not set: a key was made in ${keys.path}. Keep a copy of it; what it seals cannot be read without it.`);
  try {
    return new Sealer(parseEncryptionKeys(keys.text));
  } catch (error) {
    const { message } = error as Error;
    throw new EnvError(keys.path === undefined ? message : `${keys.path}: ${message}`);
  }
}
