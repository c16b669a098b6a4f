// The product that the guide's blocks talk to: started once as `npm start` does it, with an owner, a key of the project `default` and an
// access token, as a reader has them after the page on set-up.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freshDatabase } from '#database-test/fresh-database';
import { build, ended, Installation } from '../installation.js';
import type { Product } from './workbench.js';

const owner = { ADMIN_EMAIL: 'you@example.com', ADMIN_PASSWORD: 'a long enough passphrase' };
const commandLine = join(import.meta.dirname, '..', '..', '..', '..', 'dist', 'apps', 'cli', 'src', 'main.js');

/** `stop` in `afterAll`. */
export async function startSandbox(): Promise<Product & { stop: () => Promise<void> }> {
  await build();
  const database = await freshDatabase();
  const installation = new Installation();
  const { address, greeting } = await installation.start({ ...owner, DATABASE_URL: database.url });
  const [, admin = ''] = /admin\s+(http:\/\/[^/\s]+)/.exec(greeting) ?? [];
  const [key = ''] = /aip_live_[0-9A-Za-z]{38}/.exec(greeting) ?? [];
  const machine = { DATABASE_URL: database.url, DATA_DIR: join(installation.directory, '.data') };
  const { stdout } = await ended(spawn(process.execPath, [commandLine, 'token', 'create', '--email', owner.ADMIN_EMAIL], { env: { PATH: process.env.PATH, ...machine } }));
  return {
    proxy: address,
    admin,
    env: { ...machine, AIPROXY_KEY: key, AIPROXY_ADMIN_TOKEN: stdout.trim(), AIPROXY_ADMIN_URL: admin },
    stop: async () => {
      installation.remove();
      await database.drop();
    },
  };
}
