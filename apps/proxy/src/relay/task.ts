// One request of a caller as the relay works on it: everything known before the first attempt.
import type { Caller } from '../gate/caller.js';
import type { RequestNotes } from '../requests/request-notes.js';
import type { Asked } from '#providers/exchange-chat';
import type { Endpoint } from '#providers/provider';
import type { ResolvedRoute } from './routes/routes.js';

export interface RelayTask {
  requestId: string;
  endpoint: Endpoint;
  caller: Caller;
  asked: Asked;
  /** As the caller wrote it. */
  modelAsked: string;
  resolved: ResolvedRoute;
  openedAt: Date;
  /** By `performance.now()`, when the request came in. */
  receivedAtMs: number;
  /** By the same clock, when the caller gives up; Infinity where it does not say. */
  deadlineMs: number;
  endUser: string | null;
  tags: Record<string, string>;
  /** Whether it rather has no answer than one from a target that cannot honour all its parameters. */
  strict: boolean;
  /** Whether the usage that it is shown has the cost in it. */
  usageCost: boolean;
  /** The caller's own limit on the output. */
  maxTokens: number | null;
  /** Where its attempts are noted for its row. */
  notes: RequestNotes | undefined;
}
