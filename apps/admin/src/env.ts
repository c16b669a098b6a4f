// The environment of the admin API: the core variables and its own.
import { readEnv } from '#server/env/read-env';
import type { EnvVariable } from '#server/env/variable';

export const adminVariables = [
  { name: 'ADMIN_PORT', kind: 'integer', default: 3001, min: 0, max: 65_535, description: 'Port of the admin API; 0 takes a free one' },
  { name: 'ADMIN_URL', kind: 'url', protocols: ['http:', 'https:'], description: 'Where people reach the admin API, for links and single sign-on; http://HOST:ADMIN_PORT without it' },
  { name: 'ADMIN_EMAIL', kind: 'string', description: 'The first owner, made at the first start; without it a setup link is printed' },
  { name: 'ADMIN_PASSWORD', kind: 'string', secret: true, description: "The first owner's password" },
] as const satisfies readonly EnvVariable[];

/** Under which the app's environment is injected. */
export const adminEnvToken = Symbol('AdminEnv');

export type AdminEnv = ReturnType<typeof readAdminEnv>;

/** Throws EnvError listing everything that is wrong. */
export function readAdminEnv(source: NodeJS.ProcessEnv) {
  return readEnv(source, adminVariables);
}
