// What a request will use is held of its key's limits before its first attempt, kept while it is under way, and settled once with
// what it really used, whatever ended it.
import { Inject, Injectable } from '@nestjs/common';
import type { Counters } from '#counters/counters';
import { Clock } from '#server/clock';
import { countersToken } from '../../gate/rate-storage.js';
import { renderTokenHeaders } from '../../gate/render-limit-headers.js';
import { estimateTokens } from './estimate-tokens.js';
import { limitsOfTask, slotsOf, windowsOf, type ScopedLimits } from './limits-of-task.js';
import { OutputHistory } from './output-history.js';
import { refuseHold, refuseTooLarge } from './refuse-hold.js';
import type { RelayTask } from '../task.js';

export const holdExpiryMs = 60_000;
const renewEveryMs = 20_000;

/** Tokens of all attempts of a request. */
export interface UsedTokens { tokens: number; outputTokens: number }

@Injectable()
export class Limiter {
  private readonly open = new Set<string>();
  private readonly outputs = new OutputHistory();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(countersToken) private readonly counters: Counters, @Inject(Clock) private readonly clock: Clock) {}

  /**
   * Undefined at once where nothing is limited. Else what `settle` wants when the request is over, or a rejection with ApiError:
   * then nothing is held. `show` gets the headers of the limit, on either way out.
   */
  hold(task: RelayTask, show: (headers: Record<string, string>) => void): Promise<RelayTask> | undefined {
    const limits = limitsOfTask(task.caller.key, task.resolved.model.id);
    return limits.length === 0 ? undefined : this.take(task, limits, show);
  }

  /** Once for each request that was held. */
  settle({ requestId, endpoint, caller }: RelayTask, { tokens, outputTokens }: UsedTokens): void {
    this.open.delete(requestId);
    if (endpoint !== 'embeddings' && outputTokens > 0) this.outputs.note(caller.key.id, outputTokens);
    // Nobody waits for it: what the counters do not hear of expires.
    void this.counters.settle(requestId, tokens, this.clock.now()).catch(() => undefined);
  }

  /** For those under way. By the timer, which runs as long as there are any. */
  async renew(): Promise<void> {
    if (this.open.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    } else {
      await this.counters.renew([...this.open], holdExpiryMs, this.clock.now()).catch(() => undefined); // the next one may come through
    }
  }

  private async take(task: RelayTask, limits: ScopedLimits[], show: (headers: Record<string, string>) => void): Promise<RelayTask> {
    const { requestId, caller } = task;
    const estimate = estimateTokens(task, this.outputs.usual(caller.key.id));
    const tooLarge = refuseTooLarge(limits, estimate);
    if (tooLarge) throw tooLarge;
    const now = this.clock.now();
    const windows = limits.flatMap((one) => windowsOf(one, estimate));
    const result = await this.counters.hold({ id: requestId, windows, slots: limits.flatMap(slotsOf), expiresInMs: holdExpiryMs }, now);
    const tokens = result.windows.find(({ name }) => name === 'tokens');
    if (tokens) show(renderTokenHeaders(tokens, now));
    if (result.refused) {
      const { error, headers } = refuseHold(result.refused, limits, estimate, now);
      show(headers);
      throw error;
    }
    this.open.add(requestId);
    this.timer ??= setInterval(() => void this.renew(), renewEveryMs).unref();
    return task;
  }
}
