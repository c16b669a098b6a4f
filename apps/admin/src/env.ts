// The environment of the admin API: the core variables and its own.
import { providerVariables } from '#providers/environment';
import { readEnv } from '#server/env/read-env';
import type { EnvVariable } from '#server/env/variable';
import { mailVariables, readMailSettings } from './mail/mail-settings.js';
import { oidcVariables, readOidcSettings } from './oidc/oidc-settings.js';

export const adminVariables = [
  { name: 'ADMIN_PORT', kind: 'integer', default: 3001, min: 0, max: 65_535, description: 'Port of the admin API; 0 takes a free one' },
  { name: 'ADMIN_URL', kind: 'url', protocols: ['http:', 'https:'], description: 'Where people reach the admin API, for links and single sign-on; http://HOST:ADMIN_PORT without it' },
  { name: 'ADMIN_EMAIL', kind: 'string', description: 'The first owner, made at the first start; without it a setup link is printed' },
  { name: 'ADMIN_PASSWORD', kind: 'string', secret: true, description: "The first owner's password" },
  ...mailVariables,
  ...oidcVariables,
] as const satisfies readonly EnvVariable[];

/** Under which the app's environment is injected. */
export const adminEnvToken = Symbol('AdminEnv');

export type AdminEnv = ReturnType<typeof readAdminEnv>;

/** Throws EnvError that tells what is wrong. `provider(name)` gives a provider's variable, undefined where unset. */
export function readAdminEnv(source: NodeJS.ProcessEnv) {
  const env = readEnv(source, adminVariables);
  readMailSettings(env); // what does not fit together stops the start, not the first mail or sign-on
  readOidcSettings(env);
  const providers: Record<string, unknown> = readEnv(source, providerVariables);
  return { ...env, provider: (name: string) => providers[name] as string | undefined };
}
