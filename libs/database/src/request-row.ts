// What is kept of one authenticated request, refused ones too: how it ended and which targets were tried. No money, no prompt, no
// name of an end user.

/**
 * Why a target is asked: the name asked for pins its provider, the caller prefers it, it alone has the priority, the strategy of its
 * model chose it, a model to fall back on is its turn, or it is asked once more. `last-usable`: it does not stand well, but no other can be asked.
 */
export const routeReasons = ['pinned', 'preferred', 'priority', 'weighted', 'latency', 'cheapest', 'affinity', 'fallback', 'retry', 'last-usable'] as const;
export type RouteReason = (typeof routeReasons)[number];

/** One upstream call, in the words of its row in the ledger. */
export interface RequestAttempt {
  attempt: number;
  targetId: string;
  providerId: string;
  modelServed: string;
  /** `env:<provider>`, or the id of a stored credential. */
  credentialId: string;
  region: string | null;
  /** Why it was this one's turn. */
  reason: RouteReason;
  /** The failure on purpose that met it. */
  drillId: string | null;
  /** `ok`, or an error code of the catalogue. */
  outcome: string;
  firstTokenMs: number | null;
  totalMs: number;
}

export interface RequestRecord {
  /** `req_…`, as the caller was told. */
  id: string;
  /** When it came in. */
  at: Date;
  keyId: string;
  projectId: string;
  /** `chat`, `completions`, `embeddings`, `models` or `route`. */
  endpoint: string;
  /** As the caller wrote it; null where it was refused before its body was read. */
  modelAsked: string | null;
  /** 499 of a caller who left. Of a stream that failed after its 200 it is that 200. */
  status: number;
  /** Of the catalogue, or `cancelled` of a caller who left; null: it was answered. */
  errorCode: string | null;
  stream: boolean;
  attempts: RequestAttempt[];
  paramsDropped: string[];
  /** The request whose kept answer was given once more, under one Idempotency-Key; null: it was answered by itself. */
  replayOf: string | null;
  totalMs: number;
  /** The writing process, as in the ledger. */
  processId: string;
}

export interface RequestFilter {
  /** Undefined: of all. */
  projectIds?: readonly string[] | undefined;
  keyId?: string | undefined;
  modelAsked?: string | undefined;
  /** 4: all from 400 to 499. */
  statusClass?: number | undefined;
  errorCode?: string | undefined;
  /** The first moment, and the first moment no more. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Where a page ended. */
export interface RequestPlace { at: Date; id: string }

/** Where a tail has come to. */
export interface WrittenPlace { writtenAt: Date; id: string }
