// How long the answers to each key have been lately: the ground of an estimate where a caller sets no limit of its own.

import { Injectable } from '@nestjs/common';

const remembered = 100;
const keysMax = 10_000;

@Injectable()
export class OutputHistory {
  /** Output tokens by key id, the latest last; the key that was used longest ago comes first. */
  private readonly recent = new Map<string, number[]>();

  note(keyId: string, outputTokens: number): void {
    const answers = this.recent.get(keyId) ?? [];
    answers.push(outputTokens);
    if (answers.length > remembered) answers.shift();
    this.recent.delete(keyId);
    this.recent.set(keyId, answers);
    const [oldest] = this.recent.keys();
    if (this.recent.size > keysMax && oldest !== undefined) this.recent.delete(oldest);
  }

  /** What 95 of 100 of its last answers stayed within; undefined for a key without any. */
  usual(keyId: string): number | undefined {
    const sorted = this.recent.get(keyId)?.toSorted((a, b) => a - b);
    return sorted?.[Math.ceil(sorted.length * 0.95) - 1];
  }
}
