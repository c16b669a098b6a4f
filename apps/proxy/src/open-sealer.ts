// The sealer that opens the credentials of providers, with the keys of this installation.
import { parseEncryptionKeys, Sealer } from '#access/seal';
import { readEncryptionKeys } from '#server/env/encryption-keys';
import { EnvError } from '#server/env/read-env';
import type { ProxyEnv } from './env.js';

/** Undefined while there is no key. Throws EnvError for keys that are none; what it says shows nothing of them. */
export function openSealer(env: Pick<ProxyEnv, 'ENCRYPTION_KEY' | 'DATA_DIR'>): Sealer | undefined {
  const keys = readEncryptionKeys(env);
  if (!keys) return undefined;
  try {
    return new Sealer(parseEncryptionKeys(keys.text));
  } catch (error) {
    const { message } = error as Error;
    throw new EnvError(keys.path === undefined ? message : `${keys.path}: ${message}`);
  }
}
