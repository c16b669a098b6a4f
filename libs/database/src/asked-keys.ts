// Keys that memory does not know, asked of Postgres: each once in five seconds, twenty a second in all, so that a flood of
// made-up keys costs the database nothing.
import { DatabaseError } from './errors.js';
import type { KeyRecord } from './records.js';

const rememberedMs = 5000;
const perSecond = 20;
const remembered = 10_000;

type Answer = Promise<KeyRecord | undefined>;

export class AskedKeys {
  private readonly answers = new Map<string, { until: number; answer: Answer }>();
  private second = 0;
  private askedInSecond = 0;

  /** The answer of `ask`, of these five seconds or new. Rejects with `unavailable` when this second's questions are used up: not asked is not unknown. */
  find(hash: string, now: number, ask: () => Answer): Answer {
    const known = this.answers.get(hash);
    if (known && known.until > now) return known.answer;
    if (!this.mayAsk(now)) return Promise.reject(new DatabaseError('unavailable', 'too many unknown keys are asked for'));
    const answer = ask();
    this.remember(hash, now, answer);
    answer.catch(() => this.answers.delete(hash)); // an outage is no answer
    return answer;
  }

  /** Nothing that was asked before a change of the configuration outlives it. */
  forget(): void {
    this.answers.clear();
  }

  private mayAsk(now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.second) [this.second, this.askedInSecond] = [second, 0];
    this.askedInSecond += 1;
    return this.askedInSecond <= perSecond;
  }

  private remember(hash: string, now: number, answer: Answer): void {
    this.answers.delete(hash);
    this.answers.set(hash, { until: now + rememberedMs, answer });
    const oldest = this.answers.keys().next();
    if (this.answers.size > remembered && !oldest.done) this.answers.delete(oldest.value);
  }
}
