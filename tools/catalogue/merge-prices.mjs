// The dated price versions of one model out of both collections: genai-prices has history, tiers and audio; pi-ai is newer.
import { convertGenaiPrice, convertPiPrice } from './convert-price.mjs';
import { genaiSource, piSource } from './sources.mjs';

/** Where a price has no known beginning it holds for all the past. */
const always = '1970-01-01';
const compared = ['inputText', 'outputText', 'cacheRead', 'cacheWrite5m'];

/** Oldest first; empty when neither collection knows a price. */
export function mergePrices({ genai, pi, provider, upstreamModel }, collectedOn) {
  const versions = genai ? genaiVersions(genai) : [];
  const current = versions.filter(({ validFrom }) => validFrom <= collectedOn).at(-1);
  const newest = pi && piPrice(pi, { isFree: upstreamModel.endsWith(':free') || (genai !== undefined && current === undefined) });
  if (newest && !current) return [{ validFrom: always, source: piSource, tiers: withLongWrites(newest, provider) }];
  const merged = newest && !agrees(current.tiers, newest)
    ? [...versions, { validFrom: collectedOn, source: piSource, tiers: carryOver(current.tiers, newest) }]
    : versions;
  return merged
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .map(({ tiers, ...version }) => ({ ...version, tiers: withLongWrites(tiers, provider) }));
}

/** A model without any price in genai-prices has no version here: only pi-ai's word makes it free. */
function genaiVersions({ prices }) {
  const dated = Array.isArray(prices) ? prices : [{ prices }];
  const timeOfDay = dated.filter(({ constraint }) => constraint?.type === 'time_of_date').map((one) => convertGenaiPrice(one.prices));
  const versions = dated
    .filter(({ constraint }) => constraint?.type !== 'time_of_date')
    .map((one) => ({ validFrom: one.constraint?.start_date ?? always, source: genaiSource, tiers: convertGenaiPrice(one.prices) }))
    .filter(({ tiers }) => tiers.length > 0);
  const last = versions.at(-1);
  // A price by the hour is not something a version can say. The dearest of the day is charged at any time: never too little.
  if (last) last.tiers = [last.tiers, ...timeOfDay].reduce((dearest, tiers) => (tiers[0].inputText > dearest[0].inputText ? tiers : dearest));
  return versions;
}

/** pi-ai writes 0 for what is free and for what it does not know. */
function piPrice({ cost }, { isFree }) {
  return isFree || cost.input > 0 || cost.output > 0 ? convertPiPrice(cost) : undefined;
}

/** Whether genai-prices has every base price that pi-ai has, with the same figure, and the tiers if there are any. */
function agrees(known, newest) {
  const same = compared.every((bucket) => newest[0][bucket] === undefined || known[0][bucket] === newest[0][bucket]);
  return same && known.length >= newest.length;
}

/** Buckets that pi-ai does not know keep their last price. */
function carryOver(known, newest) {
  const { inputAudio, inputImage, outputReasoning, outputAudio } = known[0];
  const kept = Object.entries({ inputAudio, inputImage, outputReasoning, outputAudio }).filter(([, picoUsd]) => picoUsd !== undefined);
  return newest.map((tier, index) => (index === 0 ? { ...tier, ...Object.fromEntries(kept) } : tier));
}

/** Anthropic bills a cache write that lives one hour at twice the input price; not every entry says so. */
function withLongWrites(tiers, provider) {
  if (provider.id !== 'anthropic') return tiers;
  return tiers.map((tier) => (tier.cacheWrite5m === undefined ? tier : { ...tier, cacheWrite1h: tier.cacheWrite1h ?? tier.inputText * 2 }));
}
