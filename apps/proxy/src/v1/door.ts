// What every POST door of /v1 does: reads and checks the body, has the relay answer. Bytes within limits, JSON with no field
// twice, the fields that we read well formed; unknown fields are kept, they are the provider's to judge.
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RequestError } from '#providers/errors';
import { readJsonBody, type JsonBody } from '#providers/json-body';
import type { Endpoint } from '#providers/provider';
import { ApiError } from '#server/errors/api-error';
import { BodyBudget } from '#server/http/body-budget';
import { readBody } from '#server/http/read-body';
import type { Check } from '#server/validate/checker';
import { callerOf } from '../gate/caller.js';
import { BodyKeeper } from '../kept-bodies/body-keeper.js';
import { parseIdempotencyKey } from '../idempotency/idempotency-key.js';
import { IdempotentRuns } from '../idempotency/idempotent-runs.js';
import { Acceptance } from '../relay/accept.js';
import { Downstream } from '../relay/downstream.js';
import { requestApiError } from '../relay/map-error.js';
import { Relay } from '../relay/relay.js';
import type { RequestNotes } from '../requests/request-notes.js';

/** BODY_LIMIT_BYTES and the cap over all bodies. */
export class BodyLimits {
  constructor(readonly limitBytes: number, readonly budget: BodyBudget) {}
}

@Injectable()
export class Door {
  constructor(
    @Inject(BodyLimits) private readonly limits: BodyLimits,
    @Inject(Acceptance) private readonly acceptance: Acceptance,
    @Inject(Relay) private readonly relay: Relay,
    @Inject(IdempotentRuns) private readonly runs: IdempotentRuns,
    @Inject(BodyKeeper) private readonly bodies: BodyKeeper,
  ) {}

  /** Rejects with ApiError (the field named) while nothing was sent, or with ClientGone. */
  answer(endpoint: Endpoint, check: Check, request: Request, response: Response): Promise<void> {
    const answered = this.walk(endpoint, check, request, response);
    return request.notes?.during(answered) ?? answered;
  }

  /** The body, checked. Rejects as `answer` does. */
  async read(check: Check, request: Request): Promise<JsonBody> {
    return parsed(await readBody(request, this.limits), check, request.notes);
  }

  private async walk(endpoint: Endpoint, check: Check, request: Request, response: Response): Promise<void> {
    const { requestId, receivedAtMs, headers, notes } = request;
    const idempotencyKey = parseIdempotencyKey(headers);
    const body = await this.read(check, request);
    this.bodies.listen(request, response, body.bytes);
    const task = this.acceptance.accept(endpoint, { requestId, receivedAtMs, headers, notes, caller: callerOf(request) }, body);
    const run = (downstream: Downstream) => this.relay.answer(task, downstream);
    if (idempotencyKey === undefined) return run(new Downstream(response));
    await this.runs.once({ idempotencyKey, endpoint, body: body.bytes }, response, run);
  }
}

async function parsed(bytes: Buffer, check: Check, notes: RequestNotes | undefined): Promise<JsonBody> {
  try {
    const body = await readJsonBody(bytes);
    notes?.asks({ model: body.value('model'), stream: body.value('stream') });
    const problem = check(body.shape());
    if (problem) throw new ApiError('invalid_request', { param: problem.param, message: problem.message });
    return body;
  } catch (error) {
    throw error instanceof RequestError ? requestApiError(error) : error;
  }
}
