// Writes a whole answer as a chat completion.
import type { ReplyIdentity } from '../../dialect.js';
import type { ChatReply, JsonObject } from '../../hub.js';
import { renderFinish } from './finish.js';
import { renderAssistant } from './render-assistant.js';
import { renderUsage } from './render-usage.js';

/** The identity is ours for every answer, since several calls may have part in one. */
export function renderReply(reply: ChatReply, identity: ReplyIdentity): JsonObject {
  return {
    id: identity.id,
    object: 'chat.completion',
    created: identity.created,
    model: reply.model,
    choices: reply.choices.map(renderChoice),
    ...(reply.usage && { usage: renderUsage(reply.usage) }),
    ...reply.extra?.openai,
  };
}

function renderChoice(choice: ChatReply['choices'][number]): JsonObject {
  const { message, ...beside } = choice.extra?.openai ?? {};
  const calledTools = choice.parts.some((part) => part.kind === 'tool-call');
  return {
    index: choice.index,
    message: { role: 'assistant', refusal: null, ...renderAssistant(choice.parts), ...(message as JsonObject | undefined) },
    logprobs: null,
    finish_reason: renderFinish(choice.finish.unified, calledTools),
    ...beside,
  };
}
