// Why an answer ended, between Gemini's words and the hub's. Used by whole replies and streams, in both directions.
// https://ai.google.dev/api/generate-content#FinishReason
import { UpstreamError } from '../../errors.js';
import type { Finish, FinishReason } from '../../hub.js';

const meanings: ReadonlyMap<string, FinishReason> = new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content-filter'],
  ['RECITATION', 'content-filter'],
  ['BLOCKLIST', 'content-filter'],
  ['PROHIBITED_CONTENT', 'content-filter'],
  ['SPII', 'content-filter'],
  ['IMAGE_SAFETY', 'content-filter'],
  ['IMAGE_PROHIBITED_CONTENT', 'content-filter'],
]);

const words: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'tool-calls': 'STOP',
  'content-filter': 'SAFETY',
  error: 'OTHER',
  other: 'OTHER',
};

const unspecified = new Set(['', 'BLOCK_REASON_UNSPECIFIED', 'BLOCKED_REASON_UNSPECIFIED']);

/** Gemini says STOP after tool calls, too. Throws UpstreamError('malformed') where the model failed to write a call. */
export function parseFinish(raw: string, hasToolCalls: boolean): Finish {
  if (raw === 'MALFORMED_FUNCTION_CALL') {
    throw new UpstreamError('malformed', 'The model wrote a tool call that cannot be read.', { code: raw });
  }
  const unified = meanings.get(raw) ?? 'other';
  return { unified: unified === 'stop' && hasToolCalls ? 'tool-calls' : unified, raw };
}

/** A prompt that was refused as a whole: no candidates, only this reason. */
export function parseBlock(blockReason: unknown): Finish | undefined {
  if (typeof blockReason !== 'string' || unspecified.has(blockReason)) return undefined;
  return { unified: 'content-filter', raw: blockReason };
}

/** Gemini's own word where there is one, else the nearest. */
export function renderFinish({ unified, raw }: Finish): string {
  return meanings.has(raw) ? raw : words[unified];
}
