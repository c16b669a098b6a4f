// The x-aiproxy-* headers of an answer: who served it, as which model, after how many attempts, which parameters were left out or
// changed, and what of the time was ours.
import type { Attempts } from './attempts.js';
import type { Answer } from './try-targets.js';

/** Where vendors put the id of their own request. */
const upstreamIds = ['x-request-id', 'request-id', 'x-goog-request-id'];

export function answerHeaders({ exchange, candidate, reply }: Answer, attempts: Attempts): Record<string, string | number> {
  const upstreamId = upstreamIds.map((name) => reply.headers[name]).find((value) => typeof value === 'string');
  return {
    'x-aiproxy-provider': candidate.target.provider.id,
    'x-aiproxy-model': headerSafe(candidate.target.model.name),
    'x-aiproxy-attempts': attempts.count,
    'x-aiproxy-overhead-ms': attempts.overheadMs,
    ...(candidate.reason === 'fallback' && { 'x-aiproxy-fallback-from': headerSafe(attempts.modelAsked) }),
    ...(exchange.dropped.length > 0 && { 'x-aiproxy-params-dropped': headerSafe(exchange.dropped.join(',')) }),
    ...(exchange.changed.length > 0 && { 'x-aiproxy-params-changed': headerSafe(exchange.changed.join(',')) }),
    ...(upstreamId !== undefined && { 'x-aiproxy-upstream-id': headerSafe(upstreamId) }),
  };
}

/** Names come from callers and vendors; a header takes visible ASCII only. */
const headerSafe = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 512);
