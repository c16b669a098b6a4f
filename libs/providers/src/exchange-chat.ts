// Prepares one upstream call for POST /v1/chat/completions and for the legacy completions served through chat.
import { openai } from './dialects/openai/index.js';
import { completionStreamRenderer, parseCompletionRequest, renderCompletionReply } from './dialects/openai/completions.js';
import type { ReplyIdentity } from './dialect.js';
import type { Exchange, Target } from './exchange.js';
import { forwardReply, pipeReply, type ReplyShape } from './forward-reply.js';
import { forwardRequest } from './forward-request.js';
import { forwardStream } from './forward-stream.js';
import type { JsonBody } from './json-body.js';
import { translate, type Rendering } from './translate.js';

/** What the caller's door knows of a request, beside its body. */
export interface Asked {
  body: JsonBody;
  /** The caller's headers, lower case; a dialect picks the few that may cross. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  identity: ReplyIdentity;
  stream: boolean;
  /** Whether the caller wants to see the usage of a stream. */
  includeUsage: boolean;
  /** How many choices it asked for. */
  choices: number;
}

/** One choice of several that are asked one by one: its index; the closing lines are written by whoever gathers them. */
export interface Branch {
  index: number;
}

const done = 'data: [DONE]\n\n';
const answers: ReplyShape = { required: 'choices', namesProvider: true };

/** Whether this target gives `n` choices in one call; otherwise it is asked n times, a branch each. */
export function givesChoices(target: Target, choices: number): boolean {
  return choices === 1 || target.provider.dialect.id === openai.id;
}

/** Throws RequestError for what the target cannot be told. */
export function chatExchange(target: Target, asked: Asked, branch?: Branch): Exchange {
  if (target.provider.dialect.id === openai.id && !branch) return forward(target, asked, openai.chat.path(target.model.name, asked.stream));
  const request = openai.chat.parseRequest(asked.body.json());
  const rendering: Rendering = {
    reply: (reply) => openai.chat.renderReply(branch ? indexed(reply, branch.index) : reply, asked.identity),
    stream: () => openai.chat.streamRenderer({ ...asked.identity, includeUsage: asked.includeUsage && !branch, index: branch?.index ?? 0 }),
    done: branch ? '' : done,
  };
  return translate(target, { ...request, stream: asked.stream, n: 1 }, rendering, crossingHeaders(target, asked));
}

/** A legacy completion at a target that has the endpoint: the caller's bytes, token prompts included. */
export function completionExchange(target: Target, asked: Asked): Exchange {
  return forward(target, asked, '/completions');
}

/** One prompt of a legacy completion, asked of a chat model as one user message. */
export function completionThroughChat(target: Target, asked: Asked, prompt: string, branch: Branch): Exchange {
  const body = asked.body.json();
  const shown = { ...asked.identity, index: branch.index, includeUsage: false, ...(body.echo === true && { echo: prompt }) };
  const rendering: Rendering = {
    reply: (reply) => renderCompletionReply(reply, shown),
    stream: () => completionStreamRenderer(shown),
    done: '',
  };
  return translate(target, { ...parseCompletionRequest(body, prompt), stream: asked.stream }, rendering, crossingHeaders(target, asked));
}

function forward(target: Target, asked: Asked, path: string): Exchange {
  return {
    request: { target, path, headers: crossingHeaders(target, asked), body: forwardRequest(target, asked.body, asked.stream) },
    dropped: [],
    changed: [],
    readReply: (bytes) => forwardReply(target, bytes, answers),
    pipeReply: (head) => (mendsReplies(target) ? undefined : pipeReply(target, head, answers)),
    streamReader: () => forwardStream(target, asked),
  };
}

const mendsReplies = (target: Target) => (target.provider.quirks.replies ?? []).some((quirk) => quirk.reply !== undefined);

const indexed = <Reply extends { choices: { index: number }[] }>(reply: Reply, index: number): Reply => ({
  ...reply,
  choices: reply.choices.map((choice) => ({ ...choice, index })),
});

/** The few headers of the caller that the target's dialect lets across. */
export function crossingHeaders(target: Target, asked: Pick<Asked, 'headers'>): Record<string, string> {
  const crossing: Record<string, string> = {};
  for (const name of target.provider.dialect.forwardedHeaders) {
    const value = asked.headers[name];
    if (value !== undefined) crossing[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return crossing;
}
