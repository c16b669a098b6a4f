// That a tier which a body names is there: asked wherever something subscribes to one.
import type { TierRepository } from '#database/tiers';
import { invalid } from '../http/validation.js';

/** None named is none missed. Throws 400 naming `tierId`. */
export async function requireTier(tiers: TierRepository, id: string | null | undefined): Promise<void> {
  if (id != null && !(await tiers.find(id))) throw invalid([{ param: 'tierId', message: 'tierId must be the id of a tier. There is no such tier.' }]);
}
