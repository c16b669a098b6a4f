// Sends an answer whose request body may still be on its way. Many clients read only after they have sent everything:
// to hang up while they send gives them a broken pipe instead of the answer. So the answer goes out at once, what still
// comes is thrown away within bounds, and past the bounds the connection is closed.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface DiscardBounds { bytes: number; ms: number }

const defaultBounds: DiscardBounds = { bytes: 64 * 1024 * 1024, ms: 30_000 };

/** Status and headers are set already. Never throws. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, body: Buffer, bounds = defaultBounds): void {
  response.setHeader('content-length', body.length);
  const declaredBytes = Number(request.headers['content-length'] ?? 0);
  if (request.complete || (declaredBytes === 0 && request.headers['transfer-encoding'] === undefined)) {
    response.end(body);
    return;
  }
  if (declaredBytes > bounds.bytes) response.setHeader('connection', 'close');
  response.write(body);
  discard(request, bounds, (all) => {
    if (!all) response.once('finish', () => request.socket.destroySoon());
    response.end();
  });
}

/** `done(true)` once nothing more comes, `done(false)` when the bounds are passed. */
function discard(request: IncomingMessage, bounds: DiscardBounds, done: (all: boolean) => void): void {
  let bytes = 0;
  const finish = (all: boolean) => {
    clearTimeout(timer);
    request.off('data', count).off('end', end).off('close', end);
    done(all);
  };
  const end = () => finish(true);
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bounds.bytes) finish(false);
  };
  const timer = setTimeout(() => finish(false), bounds.ms);
  request.on('data', count).on('end', end).on('close', end).resume();
}
