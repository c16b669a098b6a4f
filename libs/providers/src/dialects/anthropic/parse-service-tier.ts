// What Anthropic served a call as, where that has prices of its own: fast mode, inference in the US only, or a service tier.
// https://platform.claude.com/docs/en/api/service-tiers, https://platform.claude.com/docs/en/about-claude/pricing
import { serviceTierOf } from '../../service-tier.js';
import { objectOf } from './read-wire.js';

/** Of the usage; undefined where nothing is said. The dearest word wins, since one price holds for a call. */
export function parseServiceTier(value: unknown): string | undefined {
  const usage = objectOf(value);
  if (usage?.speed === 'fast') return 'fast';
  const tier = serviceTierOf(usage?.service_tier);
  return usage?.inference_geo === 'us' && (tier ?? 'default') === 'default' ? 'us' : tier;
}
