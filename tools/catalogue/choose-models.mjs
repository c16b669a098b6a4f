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

/** One row per public name (without a host's prefix): what pi-ai and genai-prices say of it, and what was written by hand. */
export function chooseModels(provider, piModels) {
  const chosen = new Map();
  const add = (name, facts, upstreamModel = name) => {
    if (!chosen.has(name)) chosen.set(name, { provider, name, upstreamModel, genai: findGenai(provider, upstreamModel), ...facts });
  };
  const served = piModels.filter(({ id }) => !leftOut[provider.id]?.test(id));
  for (const pi of served) add(pi.id, { type: 'chat', pi });
  for (const pi of served) for (const name of snapshots(findGenai(provider, pi.id), pi.id)) add(name, { type: 'chat', pi });
  for (const byHand of alsoListed[provider.id] ?? []) add(byHand.id, { type: byHand.type, byHand }, byHand.upstreamModel);
  return [...chosen.values()];
}

/** `gpt-4o-mini-2024-07-18` is a snapshot of `gpt-4o-mini` when genai-prices has both under one price. */
function snapshots(genai, id) {
  const names = (genai?.match.or ?? []).flatMap(({ equals }) => equals ?? []);
  return names.filter((name) => name.startsWith(`${id}-`) && /^(\d{4}-\d{2}-\d{2}|\d{8})$/.test(name.slice(id.length + 1)));
}
