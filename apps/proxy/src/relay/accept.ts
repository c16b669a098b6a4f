// A validated request becomes a task of the relay: its model resolved, its booking known, its answer's identity made.
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Snapshot } from '#database/snapshot';
import type { JsonBody } from '#providers/json-body';
import type { Endpoint } from '#providers/provider';
import { providerById } from '#providers/registry';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import type { Caller } from '../gate/caller.js';
import type { RequestNotes } from '../requests/request-notes.js';
import { endUserOf, tagsOf } from './attribution.js';
import { ConnectedProviders } from './routes/connected-providers.js';
import { resolveModel } from './routes/resolve-model.js';
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
    @Inject(Snapshot) private readonly snapshot: Snapshot,
    @Inject(ConnectedProviders) private readonly connections: ConnectedProviders,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws ApiError for a model or provider that cannot be had, for an end user missing where the key needs one, and for tags out of form. */
  accept(endpoint: Endpoint, incoming: Incoming, body: JsonBody): RelayTask {
    const { caller, headers, requestId, receivedAtMs, notes } = incoming;
    const openedAt = new Date(this.clock.now());
    const modelAsked = body.value('model') as string;
    const resolved = resolveModel({
      asked: modelAsked,
      endpoint,
      preferred: preferredProvider(body.value('provider')),
      models: this.snapshot.models,
      connections: this.connections.byId,
      caller,
      now: openedAt,
    });
    const stream = body.value('stream') === true;
    const streamOptions = body.value('stream_options') as { include_usage?: unknown } | null | undefined;
    const identity = { id: idPrefix[endpoint] + randomBytes(16).toString('hex'), created: Math.floor(openedAt.getTime() / 1000) };
    return {
      requestId, receivedAtMs, endpoint, caller, modelAsked, resolved, openedAt, notes,
      asked: { body, headers, identity, stream, includeUsage: streamOptions?.include_usage === true, choices: numberOr(body.value('n'), 1) },
      endUser: endUserOf(body, caller.key.endUserPolicy),
      tags: tagsOf(caller.key.tags, headers['x-aiproxy-tags']),
      maxTokens: numberOr(body.value('max_completion_tokens') ?? body.value('max_tokens'), endpoint === 'completions' ? 16 : null),
    };
  }
}

const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise) => (typeof value === 'number' ? value : otherwise);

/** An object under `provider` is a field of one provider's own (OpenRouter); a name is a preference of ours. Throws ApiError for one that does not exist. */
export function preferredProvider(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!providerById(value)) throw new ApiError('invalid_request', { param: 'provider', message: `There is no provider "${value}".` });
  return value;
}
