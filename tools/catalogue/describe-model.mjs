// One chosen model as an entry of the catalogue: its public id, limits, abilities and prices.
import { mergePrices } from './merge-prices.mjs';

export function describeModel(row, collectedOn) {
  const { provider, name, upstreamModel, type } = row;
  const contextWindow = windowOf(row);
  return {
    id: provider.host ? `${provider.id}/${name}` : name,
    provider: provider.id,
    upstreamModel,
    type,
    contextWindow,
    maxOutputTokens: smallest(row.pi?.maxTokens ?? row.byHand?.maxOutputTokens, contextWindow),
    capabilities: capabilitiesOf(row),
    prices: mergePrices(row, collectedOn).map(({ tiers, ...version }) => ({ ...version, tiers: type === 'embedding' ? tiers.map(inputOnly) : tiers })),
  };
}

/**
 * pi-ai's window is the model's own, except where it ends at the model's first context tier: there pi-ai keeps its agents
 * below the dearer price, and genai-prices has the window. Null where neither says.
 */
function windowOf({ pi, genai, byHand }) {
  const capped = pi?.cost.tiers?.some(({ inputTokensAbove }) => pi.contextWindow <= inputTokensAbove);
  return byHand?.contextWindow ?? (capped ? genai?.context_window : pi?.contextWindow) ?? genai?.context_window ?? null;
}

/** What the collections tell: pi-ai lists models with tools only; audio shows in the price. */
function capabilitiesOf({ pi, genai, byHand }) {
  if (byHand) return byHand.capabilities;
  const audio = JSON.stringify(genai?.prices ?? '').includes('input_audio_mtok');
  return ['text', pi.input.includes('image') && 'vision', audio && 'audio', 'tools', pi.reasoning && 'reasoning'].filter(Boolean);
}

function inputOnly(tier) {
  return Object.fromEntries(Object.entries(tier).filter(([bucket]) => !bucket.startsWith('output')));
}

function smallest(value, bound) {
  return value == null ? null : Math.min(value, bound ?? value);
}
