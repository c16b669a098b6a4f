// Ctrl-C, SIGTERM and a closed terminal: the first signal stops in order, a second one at once.
import { constants } from 'node:os';
import type { Running } from './start.js';

// The terminal sends Ctrl-C to the whole process group, and npm hands its own copy on: within this time it is one press.
const samePressMs = 500;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal while starting waits for the start to be over: half a start cannot be undone. */
export function stopOnSignals(starting: Promise<Running>): void {
  let firstAt: number | undefined;
  const onSignal = (signal: (typeof signals)[number]) => {
    const now = performance.now();
    if (firstAt !== undefined) {
      if (now - firstAt > samePressMs) process.exit(128 + constants.signals[signal]);
      return;
    }
    firstAt = now;
    process.stderr.write('Stopping: finishing requests under way. Once more stops at once.\n');
    starting.then((running) => running.stop()).then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`Stopping failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    });
  };
  for (const signal of signals) process.on(signal, onSignal);
  // Nobody reads any more (a closed terminal, a pipe that ended): no reason to die before Postgres is stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
