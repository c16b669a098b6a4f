// The first step of a graceful stop: nothing new comes in, what is under way may finish, and what does not is cut.
import type { Server } from 'node:http';
import type { ServingState } from './serving-state.js';

/** How often connections that have become idle are closed: each holds the stop up for its whole keep-alive otherwise. */
const sweepMs = 50;

/** Resolves when no connection is left; `cut` if some had to be. */
export async function stopServing(server: Server, state: ServingState, graceMs: number): Promise<'finished' | 'cut'> {
  state.stopping = true;
  let outcome: 'finished' | 'cut' = 'finished';
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const cut = setTimeout(() => {
    outcome = 'cut';
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
  return outcome;
}
