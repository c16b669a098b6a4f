// Where the keys come from that seal providers' credentials: ENCRYPTION_KEY, else a file beside the data, which an installation
// without the variable makes for itself. What the text means is said by whoever seals (libs/access).
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface EncryptionKeys {
  /** As ENCRYPTION_KEY takes it. */
  text: string;
  /** The file that it came from; undefined for the variable. */
  path?: string;
  /** Whether the file was made now: whoever asked for that says so in a line of warning. */
  isNew: boolean;
}

interface Settings { ENCRYPTION_KEY: string | undefined; DATA_DIR: string }

const keyBytes = 32;

/**
 * Undefined when there is neither variable nor file. With `generate` a file is made then, for its owner alone; of two processes
 * that do so at once, both read what the first one wrote. Throws the system's error for a file that cannot be read or made.
 */
export function readEncryptionKeys(env: Settings, options: { generate: true }): EncryptionKeys;
export function readEncryptionKeys(env: Settings, options?: { generate?: boolean }): EncryptionKeys | undefined;
export function readEncryptionKeys({ ENCRYPTION_KEY, DATA_DIR }: Settings, { generate = false } = {}): EncryptionKeys | undefined {
  if (ENCRYPTION_KEY !== undefined) return { text: ENCRYPTION_KEY, isNew: false };
  const path = join(DATA_DIR, 'encryption-key');
  const isNew = generate && make(path);
  const text = readIfThere(path);
  return text === undefined ? undefined : { text, path, isNew };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** False when there is one already. */
function make(path: string): boolean {
  mkdirSync(join(path, '..'), { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(keyBytes).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
