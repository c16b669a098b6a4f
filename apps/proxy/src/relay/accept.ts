// A validated request becomes a task of the relay: its model resolved, its booking known, its answer's identity made.
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ReplyIdentity } from '#providers/dialect';
import type { Asked } from '#providers/exchange-chat';
import type { JsonBody } from '#providers/json-body';
import type { Endpoint } from '#providers/provider';
import { providerById } from '#providers/registry';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import type { Caller } from '../gate/caller.js';
import type { RequestNotes } from '../requests/request-notes.js';
import { endUserOf, tagsOf } from './attribution.js';
import { Routes } from './routes/routes.js';
import type { RelayTask } from './task.js';

export interface Incoming {
  requestId: string;
  receivedAtMs: number;
  headers: IncomingHttpHeaders;
  caller: Caller;
  notes: RequestNotes | undefined;
}

const idPrefix: Record<Endpoint, string> = { chat: 'chatcmpl-', completions: 'cmpl-', embeddings: 'emb-' };

@Injectable()
export class Acceptance {
  constructor(
    @Inject(Routes) private readonly routes: Routes,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws ApiError for a model, provider or fallback that cannot be had, for an end user missing where the key needs one, and for tags out of form. */
  accept(endpoint: Endpoint, incoming: Incoming, body: JsonBody): RelayTask {
    const { caller, headers, requestId, receivedAtMs, notes } = incoming;
    const openedAt = new Date(this.clock.now());
    const modelAsked = body.value('model') as string;
    const resolved = this.routes.resolve({ asked: modelAsked, endpoint, preferred: preferredProvider(body.value('provider')), caller, body });
    const identity = { id: idPrefix[endpoint] + randomBytes(16).toString('hex'), created: Math.floor(openedAt.getTime() / 1000) };
    return {
      requestId, receivedAtMs, deadlineMs: receivedAtMs + patienceMs(headers), endpoint, caller, modelAsked, resolved, openedAt, notes,
      asked: askedOf(body, headers, identity),
      endUser: endUserOf(body, caller.key.endUserPolicy),
      tags: tagsOf(caller.key.tags, headers['x-aiproxy-tags']),
      strict: isStrict(headers),
      usageCost: flag(headers, 'x-aiproxy-usage-cost'),
      maxTokens: numberOr(body.value('max_completion_tokens') ?? body.value('max_tokens'), endpoint === 'completions' ? 16 : null),
    };
  }
}

/** What is asked of a target, whichever it is. */
export function askedOf(body: JsonBody, headers: IncomingHttpHeaders, identity: ReplyIdentity): Asked {
  const streamOptions = body.value('stream_options') as { include_usage?: unknown } | null | undefined;
  return { body, headers, identity, stream: body.value('stream') === true, includeUsage: streamOptions?.include_usage === true, choices: numberOr(body.value('n'), 1) };
}

/** Throws ApiError, as for any header that is neither true nor false. */
export const isStrict = (headers: IncomingHttpHeaders) => flag(headers, 'x-aiproxy-strict');

const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise) => (typeof value === 'number' ? value : otherwise);

/** How long the caller waits, as official clients say (in seconds); Infinity where it does not. */
function patienceMs(headers: IncomingHttpHeaders): number {
  const seconds = Number(headers['x-stainless-timeout']);
  return seconds > 0 ? seconds * 1000 : Infinity;
}

/** Throws ApiError: who writes `yes` would not get what it wants. */
function flag(headers: IncomingHttpHeaders, name: string): boolean {
  const value = headers[name];
  if (value === undefined || value === 'false' || value === 'true') return value === 'true';
  throw new ApiError('invalid_request', { param: name, message: `The header ${name} must be "true" or "false".` });
}

/** An object under `provider` is a field of one provider's own (OpenRouter); a name is a preference of ours. Throws ApiError for one that does not exist. */
export function preferredProvider(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!providerById(value)) throw new ApiError('invalid_request', { param: 'provider', message: `There is no provider "${value}".` });
  return value;
}
