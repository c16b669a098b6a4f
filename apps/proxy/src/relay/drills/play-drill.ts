// What a failure on purpose does to one attempt. To the caller it is like the provider's own; our log names the drill.
import { UpstreamError } from '#providers/errors';
import type { DrillRecord } from '#database/records';
import type { Pause } from '#server/pause';
import type { Randomness } from '#server/randomness';

interface Means { randomness: Randomness; pause: Pause; signal: AbortSignal; withinMs: number }

/** Over: the call may go out. Throws UpstreamError in its place, or the signal's reason. */
export async function playDrill({ id, effect, delayMs, failPercent }: DrillRecord, { randomness, pause, signal, withinMs }: Means): Promise<void> {
  signal.throwIfAborted();
  const internal = `drill ${id}`;
  if (effect === 'down') throw new UpstreamError('connection', 'The provider could not be reached.', { internal });
  if (effect === 'slow') {
    await pause.for(Math.min(delayMs ?? 0, withinMs), signal);
    if ((delayMs ?? 0) >= withinMs) throw new UpstreamError('timeout', 'The provider did not answer in time.', { internal });
    return;
  }
  if (randomness.next() * 100 < (failPercent ?? 0)) throw new UpstreamError('server', 'The provider failed.', { status: 503, internal });
}
