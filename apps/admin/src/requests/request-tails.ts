// Follows request rows as they are written, for as long as somebody looks and may. The table is asked each second, the member too: a
// role that is taken away, or a session that ends, ends the tail.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import { RequestRepository } from '#database/requests';
import { ApiError } from '#server/errors/api-error';
import { ServingState } from '#server/stop/serving-state';
import { StillSignedIn } from '../access/still-signed-in.js';
import { parseRequestFilter } from './parse-request-filter.js';
import { renderRequest } from './render-request.js';
import type { RequestTailQueryDto } from './request.dto.js';

/** Each asks Postgres thrice a second. */
const tailsMax = 20;
const everyMs = 1000;
const rowsAtOnce = 200;
/** Keeps proxies from closing the connection, and finds out that nobody reads it any more. */
const ping = ': ping\n\n';

@Injectable()
export class RequestTails {
  private open = 0;

  constructor(private readonly still: StillSignedIn, private readonly requests: RequestRepository, private readonly serving: ServingState) {}

  /** `send` takes server-sent events until they end, or it has enough of them. Throws ApiError `overloaded` where too many follow already. */
  async follow(request: Request, query: RequestTailQueryDto, send: (events: AsyncIterable<string>) => Promise<void>): Promise<void> {
    if (this.open >= tailsMax) throw new ApiError('overloaded', { message: `At most ${tailsMax} may follow the requests at a time. Try again later.` });
    this.open += 1;
    try {
      await send(this.events(request, query));
    } finally {
      this.open -= 1;
    }
  }

  private async *events(request: Request, query: RequestTailQueryDto): AsyncGenerator<string, void, undefined> {
    let after: Parameters<RequestRepository['listWritten']>[0]['after'];
    while (!this.serving.stopping) {
      const me = await this.still.principalNow(request);
      if (!me?.mayAnywhere('request:read')) return;
      const { rows, next } = await this.requests.listWritten({ limit: rowsAtOnce, after }, parseRequestFilter(me, query));
      after = next;
      yield rows.length === 0 ? ping : rows.map((row) => `data: ${JSON.stringify(renderRequest(row))}\n\n`).join('');
      if (rows.length < rowsAtOnce) await pause(everyMs);
    }
  }
}
