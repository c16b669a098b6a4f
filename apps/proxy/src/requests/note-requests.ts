// Writes one row for each request of /v1 whose caller is known, whatever ends it: an answer, a refusal, a hang-up. Stands before the
// gate, since what the gate refuses has a row, too; unknown callers have none, and are only counted.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { RequestRecord } from '#database/request-row';
import type { RequestWriter } from '#metering/request-writer';
import type { Clock } from '#server/clock';
import { catalogueEntry } from '#server/errors/catalogue';
import type { RequestTotals } from '../metrics/request-totals.js';
import { RequestNotes } from './request-notes.js';

/** The caller hung up before the answer was whole; nginx's number for it, as in the access log. */
const clientClosed = { status: 499, errorCode: 'cancelled' } as const;

export interface NotedIn { writer: RequestWriter; processId: string; totals: RequestTotals }

/** Express middleware; stands after `stampRequest`. */
export function noteRequests({ writer, processId, totals }: NotedIn, clock: Clock): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.url.startsWith('/v1')) {
      const notes = new RequestNotes(new Date(clock.now()));
      request.notes = notes;
      totals.begin();
      response.once('close', () => {
        const totalMs = Math.round(performance.now() - request.receivedAtMs);
        notes.over(() => {
          totals.end(endpointOf(request), { status: statusOf(request, response), totalMs, overheadMs: overheadOf(response, notes) });
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
  const left = hasLeft(request, response);
  return {
    id: request.requestId, at, keyId: key.id, projectId: key.project.id, endpoint: endpointOf(request), modelAsked, stream,
    ...(left ? clientClosed : { status: response.statusCode, errorCode }),
    attempts: attempts.toSorted((one, other) => one.attempt - other.attempt), paramsDropped: paramsDroppedOf(response), replayOf,
  };
}

/** By the route's pattern, since refusals come before any door: /v1/chat/completions is `chat`, as in the ledger. */
function endpointOf({ route }: Request): string {
  return (route as { path: string } | undefined)?.path.split('/')[2] ?? 'other';
}

const hasLeft = ({ errorCode }: Request, response: Response) => errorCode === undefined && !response.writableFinished;

/** To be counted by: a stream that failed after its 200 is a failure. */
function statusOf(request: Request, response: Response): number {
  if (hasLeft(request, response)) return clientClosed.status;
  return request.errorCode !== undefined && response.statusCode < 400 ? catalogueEntry(request.errorCode).status : response.statusCode;
}

/** What the caller was told; of an answer that is given again it would be the first one's. */
function overheadOf(response: Response, { replayOf }: RequestNotes): number | undefined {
  const header = response.getHeader('x-aiproxy-overhead-ms');
  return typeof header === 'number' && replayOf === null ? header : undefined;
}

/** What the caller was told. */
function paramsDroppedOf(response: Response): string[] {
  const header = response.getHeader('x-aiproxy-params-dropped');
  return typeof header === 'string' ? header.split(',') : [];
}
