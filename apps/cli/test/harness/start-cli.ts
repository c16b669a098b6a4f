// The CLI in this process against the real admin API on a database of its own. One per suite.
import { startAdmin, type RunningAdmin } from '../../../admin/test/harness/start-admin.js';
import { ran, type Ran, type World } from './make-io.js';

export interface RunningCli {
  admin: RunningAdmin;
  /** As an owner, unless the environment says otherwise. */
  aiproxy(words: string[], world?: World): Promise<Ran>;
  /** The same with --json: what it printed, parsed. Fails when the command does. */
  // Tests look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  json(words: string[], world?: World): Promise<any>;
}

/** `env`: of the admin API. */
export async function startCli(env: Record<string, string> = {}): Promise<RunningCli> {
  const admin = await startAdmin(env);
  const ours = { AIPROXY_ADMIN_URL: admin.url, AIPROXY_ADMIN_TOKEN: admin.token, DATABASE_URL: admin.databaseUrl };
  const aiproxy: RunningCli['aiproxy'] = (words, { env, ...world } = {}) => ran(words, { ...world, env: { ...ours, ...env } });
  const json: RunningCli['json'] = async (words, world) => {
    const { code, stdout, stderr } = await aiproxy([...words, '--json'], world);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  };
  return { admin, aiproxy, json };
}
