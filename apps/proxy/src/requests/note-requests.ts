// Writes one row for each request of /v1 whose caller is known, whatever ends it: an answer, a refusal, a hang-up. Stands before the
// gate, since what the gate refuses has a row, too; unknown callers have none.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { RequestRecord } from '#database/request-row';
import type { RequestWriter } from '#metering/request-writer';
import type { Clock } from '#server/clock';
import { RequestNotes } from './request-notes.js';

/** The caller hung up before the answer was whole; nginx's number for it, as in the access log. */
const clientClosed = { status: 499, errorCode: 'cancelled' } as const;

/** Express middleware; stands after `stampRequest`. */
export function noteRequests(writer: RequestWriter, processId: string, clock: Clock): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.url.startsWith('/v1')) {
      const notes = new RequestNotes(new Date(clock.now()));
      request.notes = notes;
      response.once('close', () => {
        const totalMs = Math.round(performance.now() - request.receivedAtMs);
        notes.over(() => {
          if (request.caller) writer.add({ ...rowOf(request, response, notes), totalMs, processId });
        });
      });
    }
    next();
  };
}

function rowOf(request: Request, response: Response, { at, modelAsked, stream, attempts, replayOf }: RequestNotes): Omit<RequestRecord, 'totalMs' | 'processId'> {
  const { key } = request.caller!;
  const { errorCode = null } = request;
  const left = errorCode === null && !response.writableFinished;
  return {
    id: request.requestId, at, keyId: key.id, projectId: key.project.id, endpoint: endpointOf(request), modelAsked, stream,
    ...(left ? clientClosed : { status: response.statusCode, errorCode }),
    attempts: attempts.toSorted((one, other) => one.attempt - other.attempt), paramsDropped: paramsDroppedOf(response), replayOf,
  };
}

/** By the route's pattern, since refusals come before any door: /v1/chat/completions is `chat`, as in the ledger. */
function endpointOf({ route }: Request): string {
  return (route as { path: string }).path.split('/')[2];
}

/** What the caller was told. */
function paramsDroppedOf(response: Response): string[] {
  const header = response.getHeader('x-aiproxy-params-dropped');
  return typeof header === 'string' ? header.split(',') : [];
}
