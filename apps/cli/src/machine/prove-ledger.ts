// The same proof as the admin API's nightly one, without the API.
import { verifyLedger } from '#metering/verify/verify-ledger';
import type { LedgerVerdict } from '#metering/verify/check';
import { withInstallation } from './with-installation.js';

export function proveOnMachine(env: NodeJS.ProcessEnv, months: number | 'all' | undefined, now: () => number): Promise<LedgerVerdict> {
  return withInstallation(env, ({ url }) => verifyLedger(url, { months, now }));
}
