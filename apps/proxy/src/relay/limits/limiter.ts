// What a request will use is held of its key's limits before its first attempt, kept while it is under way, and settled once with
// what it really used, whatever ended it.
import { Inject, Injectable } from '@nestjs/common';
import type { Counters } from '#counters/counters';
import type { ModelRecord } from '#database/records';
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

/** What is held for one request: for the model that it asks for, and for each further one that it falls back on. */
export interface Held {
  task: RelayTask;
  /** In the counters. */
  ids: string[];
  /** Public ids. */
  models: Set<string>;
  /** Under way or refused, by public id: branches that come to a model at once take one hold. */
  taking: Map<string, Promise<void>>;
}

@Injectable()
export class Limiter {
  private readonly open = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(countersToken) private readonly counters: Counters, @Inject(OutputHistory) private readonly outputs: OutputHistory, @Inject(Clock) private readonly clock: Clock) {}

  /** Nothing yet; `settle` wants it when the request is over. */
  start(task: RelayTask): Held {
    return { task, ids: [], models: new Set(), taking: new Map() };
  }

  /**
   * Undefined at once where nothing is limited. Else a promise that rejects with ApiError where a limit is used up: then nothing more
   * is held. `show` gets the headers of the limit, on either way out.
   */
  hold(held: Held, model: ModelRecord, show: (headers: Record<string, string>) => void): Promise<void> | undefined {
    if (held.models.has(model.id)) return undefined;
    const underWay = held.taking.get(model.id);
    if (underWay) return underWay;
    const limits = limitsOfTask(held.task.caller.key, model.id, [...held.models]);
    if (limits.length > 0) {
      const taken = this.take(held, model, { limits, show });
      held.taking.set(model.id, taken);
      return taken;
    }
    held.models.add(model.id);
    return undefined;
  }

  /** Once for each request; `tokens` of all its attempts, of either side. */
  settle({ ids }: Held, tokens: number): void {
    for (const id of ids) {
      this.open.delete(id);
      // Nobody waits for it: what the counters do not hear of expires.
      void this.counters.settle(id, tokens, this.clock.now()).catch(() => undefined);
    }
  }

  /** What this process holds now. */
  get openHolds(): number {
    return this.open.size;
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

  private async take(held: Held, model: ModelRecord, { limits, show }: { limits: ScopedLimits[]; show: (headers: Record<string, string>) => void }): Promise<void> {
    const { requestId, caller } = held.task;
    const id = held.models.size === 0 ? requestId : `${requestId} ${model.id}`;
    const estimate = estimateTokens(held.task, model, this.outputs.usual(caller.key.id));
    const tooLarge = refuseTooLarge(limits, estimate);
    if (tooLarge) throw tooLarge;
    const now = this.clock.now();
    const windows = limits.flatMap((one) => windowsOf(one, estimate));
    const result = await this.counters.hold({ id, windows, slots: limits.flatMap(slotsOf), expiresInMs: holdExpiryMs }, now);
    const tokens = result.windows.find(({ name }) => name === 'tokens');
    if (tokens) show(renderTokenHeaders(tokens, now));
    if (result.refused) {
      const { error, headers } = refuseHold(result.refused, limits, estimate, now);
      show(headers);
      throw error;
    }
    this.open.add(id);
    held.ids.push(id);
    held.models.add(model.id);
    this.timer ??= setInterval(() => void this.renew(), renewEveryMs).unref();
  }
}
