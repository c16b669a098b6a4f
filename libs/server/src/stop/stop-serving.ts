// The first step of a graceful stop: nothing new comes in, what is under way may finish, and what does not is cut.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ServingState } from './serving-state.js';

/** How often connections that have become idle are closed: each holds the stop up for its whole keep-alive otherwise. */
const sweepMs = 50;

const connections = new WeakMap<Server, Set<Socket>>();

/** To be called once for a server that will be stopped: Node tells nobody of connections that were opened ahead of a request. */
export function watchConnections(server: Server): void {
  const sockets = new Set<Socket>();
  connections.set(server, sockets);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

function closeUnused(server: Server): void {
  server.closeIdleConnections();
  for (const socket of connections.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
}

/** Resolves when no connection is left; `cut` if some had to be. */
export async function stopServing(server: Server, state: ServingState, graceMs: number): Promise<'finished' | 'cut'> {
  state.stopping = true;
  let outcome: 'finished' | 'cut' = 'finished';
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const sweep = setInterval(() => closeUnused(server), sweepMs);
  const cut = setTimeout(() => {
    outcome = 'cut';
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
  return outcome;
}
