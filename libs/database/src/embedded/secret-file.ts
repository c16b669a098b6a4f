// Secrets that an installation makes for itself and keeps beside its data: read by their owner only.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The file's content; made of 24 random bytes (base64url) and written with mode 0600 when there is no such file. */
export function readOrMakeSecret(path: string): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}
