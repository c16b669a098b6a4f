// An attempt under way, as the journal holds it.
import type { AttemptFacts } from '../settle-attempt.js';
import type { OpenedEntry } from './entries.js';
import type { Segment } from './segment.js';

export interface OpenAttempt {
  sequence: bigint;
  facts: AttemptFacts;
  likelyOutputTokens: number;
  /** Where its line stands; null: only in memory, since there was no room and calls are served all the same. */
  segment: Segment | null;
  /** Kept free for the line that settles it. */
  reservedBytes: number;
}

export function openedEntry({ sequence, facts, likelyOutputTokens }: Omit<OpenAttempt, 'segment' | 'reservedBytes'>): OpenedEntry {
  return { kind: 'opened', sequence, facts, likelyOutputTokens };
}
