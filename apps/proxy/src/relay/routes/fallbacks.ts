// The models that a request goes on with when the one it asked for cannot answer: those the caller names, else the model's own. Asked
// for only when it comes to that.
import type { Fallbacks, ModelRecord } from '#database/records';
import { providerById } from '#providers/registry';
import { ApiError } from '#server/errors/api-error';
import type { Candidate } from './candidate.js';
import { considerTargets, resolveModel, type ModelQuestion } from './resolve-model.js';

export const fallbacksMax = 8;

/** A list is for targets that fail; the caller's names are more its own wish than the model's. */
export type AskedFallbacks = Partial<Fallbacks>;

/** From the field `fallbacks`, whose form was checked: a list, or lists by what they are for. */
export function readFallbacks(value: unknown): AskedFallbacks {
  if (Array.isArray(value)) return { any: value as string[] };
  const { any, context_window: contextWindow, content_policy: contentPolicy } = (value ?? {}) as Record<string, string[] | null | undefined>;
  return { ...(any && { any }), ...(contextWindow && { contextWindow }), ...(contentPolicy && { contentPolicy }) };
}

/**
 * Throws ApiError naming `fallbacks`: a model that this caller cannot have here, any at all for an embedding, or a made-up answer in place
 * of a real one.
 */
export function requireFallbacks(asked: AskedFallbacks, model: ModelRecord, question: ModelQuestion): void {
  const names = Object.values(asked).flat();
  if (names.length > 0 && question.endpoint === 'embeddings') {
    throw new ApiError('invalid_request', { param: 'fallbacks', message: 'Embeddings have no fallbacks: those of one model cannot be compared with those of another.' });
  }
  for (const name of names) {
    try {
      const { model: other } = resolveModel({ ...question, asked: name });
      if (isMadeUp(other) && !isMadeUp(model)) throw new ApiError('invalid_request', { message: `"${name}" runs no model, so it cannot stand in for one.` });
    } catch (error) {
      if (error instanceof ApiError) throw new ApiError(error.code, { param: 'fallbacks', message: error.message });
      throw error;
    }
  }
}

/** Answered in this process, by no model. */
const isMadeUp = ({ targets }: ModelRecord) => targets.every(({ providerId }) => providerById(providerId)?.respond !== undefined);

/** Their targets in order; what cannot be had at the moment, or not by this caller, is left out. */
export function fallbackCandidates(kind: keyof Fallbacks, asked: AskedFallbacks, own: Fallbacks, question: ModelQuestion): Candidate[] {
  if (question.endpoint === 'embeddings') return [];
  return (asked[kind] ?? own[kind]).flatMap((name) => triedOf({ ...question, asked: name }).map((candidate): Candidate => ({ ...candidate, reason: 'fallback' })));
}

function triedOf(question: ModelQuestion): Candidate[] {
  try {
    return considerTargets(question).tried;
  } catch (error) {
    if (error instanceof ApiError) return [];
    throw error;
  }
}
