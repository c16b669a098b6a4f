// How one of several equals is chosen, and in which order the others follow should it fail.
import { createHash } from 'node:crypto';
import type { TargetRecord } from '#database/records';
import { listCost } from '#metering/cost';
import type { Usage } from '#providers/usage';
import type { Candidate } from './candidate.js';

export interface StrategyTerms {
  /** From 0 up to but not including 1. */
  random: () => number;
  /** What a call is expected to take in milliseconds; 0 where nothing is known. */
  expectedMs: (candidate: Candidate) => number;
  /** What the request will likely use. */
  expectedUsage: () => Usage;
  /** The same for requests that profit from one another's cache: the project and how the request begins. */
  affinity: () => string;
}

/** By chance, a target of twice the weight twice as often; weight 0 comes last. */
export function weightedOrder(group: Candidate[], { random }: StrategyTerms): Candidate[] {
  const draws = new Map<TargetRecord, number>();
  for (const { record } of group) if (!draws.has(record)) draws.set(record, drawn(random(), record.weight));
  return firstCredentialsFirst(group.toSorted((one, other) => draws.get(other.record)! - draws.get(one.record)!));
}

/** Each target by its first credential before any by its second: where one fails, another target is the better hope. */
function firstCredentialsFirst(ordered: Candidate[]): Candidate[] {
  const seen = new Map<TargetRecord, number>();
  const rank = new Map<Candidate, number>();
  for (const candidate of ordered) {
    const before = seen.get(candidate.record) ?? 0;
    rank.set(candidate, before);
    seen.set(candidate.record, before + 1);
  }
  return ordered.toSorted((one, other) => rank.get(one)! - rank.get(other)!);
}

/** The better of two that chance picks: everybody's best one would be overrun by everybody. The others follow, quickest first. */
export function latencyOrder(group: Candidate[], { random, expectedMs }: StrategyTerms): Candidate[] {
  const at = Math.floor(random() * group.length);
  const step = 1 + Math.floor(random() * (group.length - 1));
  const [one, other] = [group[at], group[(at + step) % group.length]];
  const first = expectedMs(other) < expectedMs(one) ? other : one;
  const rest = group.filter((candidate) => candidate !== first).toSorted((a, b) => expectedMs(a) - expectedMs(b));
  return [first, ...rest];
}

/** By what the request would cost; equals by weight. */
export function cheapestOrder(group: Candidate[], terms: StrategyTerms): Candidate[] {
  const usage = terms.expectedUsage();
  const costs = new Map(group.map((candidate) => [candidate, costOf(candidate, usage)]));
  return firstCredentialsFirst(weightedOrder(group, terms).toSorted((one, other) => compare(costs.get(one)!, costs.get(other)!)));
}

/**
 * The same one for the same beginning, and when targets come or go only those requests move whose place it was (rendezvous hashing).
 */
export function affinityOrder(group: Candidate[], { affinity }: StrategyTerms): Candidate[] {
  const key = affinity();
  const places = new Map(group.map((candidate) => [candidate, drawn(hashed(key, candidate), candidate.record.weight)]));
  return group.toSorted((one, other) => places.get(other)! - places.get(one)!);
}

/** The largest of such numbers is each one's in proportion to its weight. */
const drawn = (uniform: number, weight: number) => (weight > 0 ? uniform ** (1 / weight) : uniform - 1);

function hashed(key: string, { record, credentialId }: Candidate): number {
  return createHash('sha256').update(`${key}\n${record.id}\n${credentialId}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** Dearer than any: what is not known may not look cheap. */
const unknownCost = 2n ** 200n;

function costOf({ price }: Candidate, usage: Usage): bigint {
  if (price.state !== 'priced') return 0n;
  const { listPicoUsd, unpriced } = listCost(usage, price.version.unitPrices);
  return unpriced.length === 0 ? listPicoUsd : unknownCost;
}

const compare = (one: bigint, other: bigint) => (one < other ? -1 : Number(one > other));
