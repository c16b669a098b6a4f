// Where people reach the admin API from outside: what links and single sign-on lead back to.
import type { AdminEnv } from '../env.js';

/** Without a slash at its end. */
export function adminUrl({ ADMIN_URL, HOST, ADMIN_PORT }: Pick<AdminEnv, 'ADMIN_URL' | 'HOST' | 'ADMIN_PORT'>): string {
  if (ADMIN_URL !== undefined) return ADMIN_URL.replace(/\/+$/, '');
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${ADMIN_PORT}`;
}
