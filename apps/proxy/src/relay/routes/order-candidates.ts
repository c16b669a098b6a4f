// The order in which the candidates of a model are tried: the caller's own provider first, then priority after priority; within one the
// model's strategy chooses. Those that do not stand well are left out as long as any other can be asked.
import type { Strategy } from '#database/records';
import type { Standing } from '../health/target-health.js';
import type { Candidate } from './candidate.js';
import { affinityOrder, cheapestOrder, latencyOrder, weightedOrder, type StrategyTerms } from './strategies.js';

export interface OrderTerms extends StrategyTerms {
  pinned: boolean;
  preferred: string | undefined;
  standing: (candidate: Candidate) => Standing;
}

/** `candidate`: as it is asked where nobody else can be. */
export interface Unwell { candidate: Candidate; standing: Standing & { usable: false } }

export interface Ordered {
  tried: Candidate[];
  /** Soonest back first. */
  unwell: Unwell[];
}

export function orderCandidates(candidates: readonly Candidate[], strategy: Strategy, terms: OrderTerms): Ordered {
  const [only] = candidates;
  if (!only) return { tried: [], unwell: [] };
  if (candidates.length === 1) return { tried: [withReason(only, reasonOf(only, terms) ?? 'priority')], unwell: [] };
  const ordered = groupsOf(candidates, terms).flatMap((group) => orderGroup(group, strategy, terms));
  const unwell: Unwell[] = [];
  const tried = ordered.filter((candidate) => {
    const standing = terms.standing(candidate);
    if (!standing.usable) unwell.push({ candidate: withReason(candidate, 'last-usable'), standing });
    return standing.usable;
  });
  const soonest = unwell.toSorted((one, other) => one.standing.untilMs - other.standing.untilMs);
  // Nobody else can be asked: rather than refuse, ask whoever comes back soonest.
  return tried.length > 0 ? { tried, unwell: soonest } : { tried: soonest.map(({ candidate }) => candidate), unwell: [] };
}

function groupsOf(candidates: readonly Candidate[], { preferred }: OrderTerms): Candidate[][] {
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const place = isPreferred(candidate, preferred) ? candidate.record.priority - beforeAll : candidate.record.priority;
    const group = groups.get(place);
    if (group) group.push(candidate);
    else groups.set(place, [candidate]);
  }
  return [...groups].toSorted(([one], [other]) => one - other).map(([, group]) => group);
}

/** More than any two priorities are apart. */
const beforeAll = 2 ** 33;

function orderGroup(group: Candidate[], strategy: Strategy, terms: OrderTerms): Candidate[] {
  const ordered = group.length === 1 ? group : orders[strategy](group, terms);
  const alone = group.every(({ record }) => record === group[0].record) && strategy !== 'affinity' && strategy !== 'latency';
  return ordered.map((candidate) => withReason(candidate, reasonOf(candidate, terms) ?? (alone || group.length === 1 ? 'priority' : strategy)));
}

const orders: Record<Strategy, (group: Candidate[], terms: StrategyTerms) => Candidate[]> = {
  weighted: weightedOrder,
  latency: latencyOrder,
  cheapest: cheapestOrder,
  affinity: affinityOrder,
};

function reasonOf(candidate: Candidate, { pinned, preferred }: OrderTerms): 'pinned' | 'preferred' | undefined {
  if (pinned) return 'pinned';
  return isPreferred(candidate, preferred) ? 'preferred' : undefined;
}

const isPreferred = ({ target }: Candidate, preferred: string | undefined) => target.provider.id === preferred;
const withReason = (candidate: Candidate, reason: Candidate['reason']): Candidate => ({ ...candidate, reason });
