// Thought signatures: Gemini proves its own earlier thinking to itself with them and Gemini 3 answers 400 when the first
// function call of a turn comes back without one. https://ai.google.dev/gemini-api/docs/thought-signatures
import type { JsonObject } from '../../hub.js';

/** The documented stand-in for a call whose signature is unknown: written by another model, or lost by the caller. */
const standIn = 'skip_thought_signature_validator';

/** Only the first call of parallel ones carries a signature. */
export function withSignature(parts: JsonObject[]): JsonObject[] {
  const first = parts.findIndex((part) => part.functionCall !== undefined);
  return parts.map((part, index) => (index === first && part.thoughtSignature === undefined ? { ...part, thoughtSignature: standIn } : part));
}

export function withoutStandIn(part: JsonObject): JsonObject {
  if (part.thoughtSignature !== standIn) return part;
  const { thoughtSignature: _, ...rest } = part;
  return rest;
}
