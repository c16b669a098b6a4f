// Which upstream models get a public id: pi-ai's chat models, their dated snapshots that genai-prices knows, and the ones
// listed by hand in also-listed.mjs.
import { alsoListed } from './also-listed.mjs';
import { findGenai } from './sources.mjs';

/** Chat models by their collection's word that our doors cannot serve, by provider, with the reason. */
const leftOut = {
  openai: /codex|-pro$/, // answered by the Responses API only
  google: /^deep-research|computer-use/, // answered by other APIs of Google's
  openrouter: /:batch$|^auto$|-image$/, // answered hours later; pi-ai's own name for openrouter/auto; draws pictures
};

/** One row per upstream model: what pi-ai and genai-prices say of it, and what was written by hand. */
export function chooseModels(provider, piModels) {
  const chosen = new Map();
  const add = (upstreamModel, facts) => {
    if (!chosen.has(upstreamModel)) chosen.set(upstreamModel, { provider, upstreamModel, genai: findGenai(provider, upstreamModel), ...facts });
  };
  const served = piModels.filter(({ id }) => !leftOut[provider.id]?.test(id));
  for (const pi of served) add(pi.id, { type: 'chat', pi });
  for (const pi of served) for (const snapshot of snapshots(findGenai(provider, pi.id), pi.id)) add(snapshot, { type: 'chat', pi });
  for (const byHand of alsoListed[provider.id] ?? []) add(byHand.upstreamModel ?? byHand.id, { type: byHand.type, byHand });
  const rows = [...chosen.values()];
  const aliases = (alsoListed[provider.id] ?? []).filter(({ id, upstreamModel }) => upstreamModel !== undefined && upstreamModel !== id);
  return [...rows.map((row) => ({ ...row, name: row.upstreamModel })), ...aliases.map((byHand) => ({ ...chosen.get(byHand.upstreamModel), name: byHand.id, byHand }))];
}

/** `gpt-4o-mini-2024-07-18` is a snapshot of `gpt-4o-mini` when genai-prices has both under one price. */
function snapshots(genai, id) {
  const alternatives = genai?.match.or ?? [];
  return alternatives.map(({ equals }) => equals).filter((name) => name?.startsWith(`${id}-`) && /^\d{4}-\d{2}-\d{2}$|^\d{8}$/.test(name.slice(id.length + 1)));
}
