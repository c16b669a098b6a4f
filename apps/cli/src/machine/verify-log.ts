// The same proof as the admin API's, without the API, which may be what is doubted.
import { verifyAudit } from '#database/verify-audit';
import type { Verdict } from '../output/show-verdict.js';
import { withInstallation } from './with-installation.js';

export async function verifyLog(env: NodeJS.ProcessEnv, expected: { sequence: string; hash: string } | undefined): Promise<Verdict> {
  const kept = expected && { ...expected, sequence: BigInt(expected.sequence) };
  const { head, firstBroken, ...verdict } = await withInstallation(env, (database) => verifyAudit(database, kept));
  return {
    ...verdict,
    head: head && { hash: head.hash, sequence: head.sequence.toString() },
    firstBroken: firstBroken && { ...firstBroken, sequence: firstBroken.sequence.toString() },
  };
}
