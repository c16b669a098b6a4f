// Why a target was asked, in a sentence.
import type { RouteReason } from '#database/request-row';

export const routeWords: Record<RouteReason, string> = {
  pinned: 'The name asked for says its provider.',
  preferred: 'The caller prefers its provider.',
  priority: 'It alone has this priority.',
  weighted: 'It was chosen by weight.',
  latency: 'It answers quickest.',
  cheapest: 'It is the cheapest.',
  affinity: 'It was asked before for what begins alike.',
  fallback: 'Its model is one to fall back on.',
  retry: 'It was asked once more.',
  'last-usable': 'It does not stand well, but no other could be asked.',
};
