// The legacy POST /v1/completions served through a chat model: each prompt is asked as one user message, and the answer is
// shown as the completion of that prompt.
import type { StreamRenderer, StreamRenderOptions } from '../../dialect.js';
import { RequestError } from '../../errors.js';
import type { ChatReply, ChatRequest, JsonObject, Part, StreamEvent } from '../../hub.js';
import type { Usage } from '../../usage.js';
import { renderFinish } from './finish.js';
import { parseSampling } from './parse-request.js';
import { renderUsage } from './render-usage.js';
import { defined, readField } from './wire-fields.js';

const defaultMaxTokens = 16;

/** Throws RequestError for what no chat model can do: a suffix, the best of several, probabilities. */
export function parseCompletionRequest(body: JsonObject, prompt: string): ChatRequest {
  const model = readField(body, 'model', 'string');
  if (!model) throw new RequestError("'model' is required.", 'model');
  refuseUnanswerable(body);
  const sampling = parseSampling(body);
  return defined<ChatRequest>({
    model,
    messages: [{ role: 'user', parts: [{ kind: 'text', text: prompt }] }],
    tools: [],
    ...sampling,
    maxOutputTokens: sampling.maxOutputTokens ?? defaultMaxTokens,
    stream: readField(body, 'stream', 'boolean') ?? false,
    user: readField(body, 'safety_identifier', 'string') ?? readField(body, 'user', 'string'),
    extra: body.logit_bias ? { openai: { logit_bias: body.logit_bias } } : undefined,
  });
}

function refuseUnanswerable(body: JsonObject): void {
  const best = readField(body, 'best_of', 'number') ?? 1;
  const refused = body.logprobs !== null && body.logprobs !== undefined ? 'logprobs' : body.suffix ? 'suffix' : best > 1 ? 'best_of' : undefined;
  if (refused) throw new RequestError(`'${refused}' cannot be had from this model.`, refused, 'unsupported_parameter');
}

export interface CompletionRenderOptions {
  id: string;
  created: number;
  /** The index of this prompt's first choice. */
  index: number;
  /** The prompt, when it is to stand before its completion. */
  echo?: string;
}

/** `id` must begin with `cmpl-`. */
export function renderCompletionReply(reply: ChatReply, { id, created, index, echo = '' }: CompletionRenderOptions): JsonObject {
  const choices = reply.choices.map((choice, position) => ({
    text: echo + choice.parts.map(shownText).join(''),
    index: index + position,
    logprobs: null,
    finish_reason: renderFinish(choice.finish.unified, false),
  }));
  return { id, object: 'text_completion', created, model: reply.model, choices, ...(reply.usage && { usage: renderUsage(reply.usage) }) };
}

function shownText(part: Part): string {
  return part.kind === 'text' || part.kind === 'refusal' ? part.text : '';
}

/** Reasoning and tool calls have no place in a completion and are left out. */
export function completionStreamRenderer(options: StreamRenderOptions & { echo?: string }): StreamRenderer {
  let model = '';
  let usage: Usage | undefined;
  const shown = new Set<number>();
  const frame = (choices: JsonObject[], beside: JsonObject) =>
    `data: ${JSON.stringify({ id: options.id, object: 'text_completion', created: options.created, model, choices, ...beside })}\n\n`;
  const chunk = (text: string, finishReason: string | null = null) =>
    frame([{ text, index: options.index, logprobs: null, finish_reason: finishReason }], options.includeUsage ? { usage: null } : {});
  const push = (event: StreamEvent): string => {
    switch (event.type) {
      case 'start':
        model ||= event.model;
        return options.echo ? chunk(options.echo) : '';
      case 'part-start':
        if (event.part.kind === 'text' || event.part.kind === 'refusal') shown.add(event.index);
        return '';
      case 'part-delta':
        return event.text && shown.has(event.index) ? chunk(event.text) : '';
      case 'usage':
        usage = event.usage;
        return '';
      case 'finish':
        return chunk('', renderFinish(event.finish.unified, false)) + (usage && options.includeUsage ? frame([], { usage: renderUsage(usage) }) : '');
      default:
        return '';
    }
  };
  return { push };
}
