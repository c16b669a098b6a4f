// The environment of `npm start`: that of both apps.
import { adminVariables, readAdminEnv } from '#admin/env';
import { providerVariables, readProxyEnv } from '#proxy/env';

export type StartEnv = ReturnType<typeof readStartEnv>;

/** Everything beside the core variables. */
export const appVariables = [...adminVariables, ...providerVariables];

/** Throws EnvError listing what is wrong. */
export function readStartEnv(source: NodeJS.ProcessEnv) {
  return { ...readAdminEnv(source), ...readProxyEnv(source) };
}
