// Hub -> generateContent's answer, for a door that speaks Gemini.
import type { ReplyIdentity } from '../../dialect.js';
import { RequestError, UpstreamError } from '../../errors.js';
import type { ChatReply, JsonObject, Part } from '../../hub.js';
import { renderFinish } from './finish.js';
import { renderParts, type PartContext } from './render-parts.js';
import { renderUsage } from './render-usage.js';

type Choice = ChatReply['choices'][number];

export function renderReply(reply: ChatReply, identity: ReplyIdentity): JsonObject {
  return {
    candidates: reply.choices.map(renderChoice),
    ...(reply.usage && { usageMetadata: renderUsage(reply.usage) }),
    modelVersion: reply.model,
    responseId: reply.id || identity.id,
    createTime: new Date((reply.created ?? identity.created) * 1000).toISOString(),
    ...reply.extra?.gemini,
  };
}

function renderChoice({ index, parts, finish, extra }: Choice): JsonObject {
  return {
    content: { role: 'model', parts: renderReplyParts(parts) },
    finishReason: renderFinish(finish),
    index,
    ...renderCitations(parts),
    ...extra?.gemini,
  };
}

/**
 * Nothing is reported for replies: what Gemini has no word for is left out. Throws UpstreamError('malformed') for what only a
 * model can have got wrong here: arguments that are no object, media by address.
 */
export function renderReplyParts(parts: Part[]): JsonObject[] {
  const context: PartContext = { dropped: [], mediaInResponses: true, callNames: new Map() };
  try {
    return renderParts(parts, 'message', context);
  } catch (error) {
    throw error instanceof RequestError ? new UpstreamError('malformed', error.message) : error;
  }
}

function renderCitations(parts: Part[]): JsonObject {
  const groundingChunks = parts.flatMap((part) => (part.kind === 'citation' ? [{ web: { uri: part.url, title: part.title } }] : []));
  return groundingChunks.length > 0 ? { groundingMetadata: { groundingChunks } } : {};
}
