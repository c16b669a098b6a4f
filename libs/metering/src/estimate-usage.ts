// The guess that stands in for usage nobody told us: a stream that was cancelled by its caller or cut off on its way.
// The provider bills such a call, so it is booked too, as an estimate and marked so.
import { inputTokens, outputTokens, usageOf, type Usage } from '#providers/usage';

/** UTF-8 bytes per token. English text has about four; JSON around the messages and other scripts pull both ways. */
const bytesPerToken = 4;

export interface EstimateFacts {
  /** Of the request: what of it is text (estimable-bytes.ts). */
  requestBytes: number;
  /** Bytes of text, reasoning and tool arguments that the provider has shown. */
  outputBytes: number;
  /** What the provider had told by then, if anything (some tell the input side when the stream begins). */
  told?: Usage;
  /** The caller's own limit on the output, where there is one. */
  maxTokens: number | null;
  /** What the model can produce and read at most, where known. */
  modelMaxOutputTokens: number | null;
  contextWindow: number | null;
  /** How many answers the one call gives, each within the limits; 1 unless said. */
  choices?: number;
}

/**
 * Input: as told, else the request's bytes / 4, never more than fits into the context window (a picture in base64 is many
 * bytes and few tokens). Output: the shown bytes / 4, but at least what was told; never more than `max_tokens` or the
 * model's maximum: nobody can have been billed for more. Both round up.
 */
export function estimateUsage(facts: EstimateFacts): Usage {
  const told = facts.told ?? usageOf();
  const input = inputTokens(told) > 0 ? told : usageOf({ inputText: atMost(tokens(facts.requestBytes), facts.contextWindow) });
  const shown = Math.min(tokens(facts.outputBytes), mostOutput(facts));
  const outputText = told.outputText + Math.max(0, shown - outputTokens(told));
  return { ...input, outputText, outputReasoning: told.outputReasoning, outputAudio: told.outputAudio, images: told.images };
}

/** What was counted here, by a vocabulary that may be another than the model's: within the same bounds. */
export function boundCount(usage: Usage, bounds: Pick<EstimateFacts, 'maxTokens' | 'modelMaxOutputTokens' | 'contextWindow' | 'choices'>): Usage {
  return { ...usage, inputText: atMost(usage.inputText, bounds.contextWindow), outputText: Math.min(usage.outputText, mostOutput(bounds)) };
}

function mostOutput({ maxTokens, modelMaxOutputTokens, choices = 1 }: Pick<EstimateFacts, 'maxTokens' | 'modelMaxOutputTokens' | 'choices'>): number {
  return atMost(Infinity, maxTokens, modelMaxOutputTokens) * choices;
}

function tokens(bytes: number): number {
  return Math.ceil(bytes / bytesPerToken);
}

function atMost(value: number, ...bounds: (number | null)[]): number {
  return Math.min(value, ...bounds.filter((bound) => bound !== null));
}
