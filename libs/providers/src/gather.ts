// Puts the answers of several calls together into the one that was asked for: choices that a provider gives one at a time,
// prompts of a legacy completion asked of a chat model, batches of embeddings.
import type { ReplyIdentity } from './dialect.js';
import { renderUsage } from './dialects/openai/render-usage.js';
import type { ReadReply } from './exchange.js';
import type { JsonObject } from './hub.js';
import { addUsage, inputTokens, usageOf, type Usage } from './usage.js';

export interface Gathering {
  /** One reply of all; the parts come in the order they were asked in. */
  merge(replies: ReadReply[]): JsonObject;
  /** What closes a stream that went well. */
  closing(identity: ReplyIdentity, model: string, usage: Usage, includeUsage: boolean): string;
}

const sum = (replies: ReadReply[]) => addUsage(...replies.map((reply) => reply.usage ?? usageOf()));

/** Choices of a chat or a legacy completion. */
export function gatherChoices(chunkObject: 'chat.completion.chunk' | 'text_completion'): Gathering {
  return {
    merge: (replies) => ({
      ...replies[0]?.json,
      choices: replies.flatMap((reply) => reply.json?.choices ?? []),
      usage: renderUsage(sum(replies)),
    }),
    closing: ({ id, created }, model, usage, includeUsage) => {
      const last = { id, object: chunkObject, created, model, choices: [], usage: renderUsage(usage) };
      return `${includeUsage ? `data: ${JSON.stringify(last)}\n\n` : ''}data: [DONE]\n\n`;
    },
  };
}

/** Batches of embeddings, their vectors numbered through. */
export const gatherEmbeddings: Gathering = {
  merge: (replies) => {
    const rows = replies.flatMap((reply) => (reply.json?.data ?? []) as JsonObject[]);
    const tokens = inputTokens(sum(replies));
    return {
      ...replies[0]?.json,
      data: rows.map((row, index) => ({ ...row, index })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
  },
  closing: () => '',
};
