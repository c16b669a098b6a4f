// What the repositories promise: plain records, no Prisma type among them.
import type { UsageBucket } from '#providers/usage';

export type ModelType = 'chat' | 'completion' | 'embedding';

/** A tier's limits; null is unlimited, and explicit. */
export interface TierRecord {
  id: string;
  name: string;
  requestsPerMinute: number | null;
  requestsPerDay: number | null;
  tokensPerMinute: number | null;
  concurrentRequests: number | null;
}

/** An issued key with all that the gate and the relay need of its project. Holds the hash, never the secret. */
export interface KeyRecord {
  id: string;
  name: string;
  /** SHA-256 of the secret, lower-case hex. */
  hash: string;
  last4: string;
  permissions: string[];
  /** Patterns with `*`; empty = all. Deny wins. */
  allowedModels: string[];
  deniedModels: string[];
  tags: Record<string, string>;
  ownerId: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  disabledAt: Date | null;
  tier: TierRecord;
  project: { id: string; name: string; costCentre: string | null; basisPoints: number; tags: Record<string, string> };
}

/** Who pays. */
export interface ProjectRecord {
  id: string;
  name: string;
  tierId: string;
  costCentre: string | null;
  /** Markup on the list price in hundredths of a percent; a discount when negative. */
  basisPoints: number;
  tags: Record<string, string>;
  createdAt: Date;
  archivedAt: Date | null;
}

/** Integer pico-USD per unit (token, image, request) of one bucket, from a number of input tokens on. */
export interface UnitPrice { bucket: UsageBucket | 'request'; fromInputTokens: number; picoUsd: bigint }

/** An effective-dated set of unit prices. Never updated: a change is a new version with a later `validFrom`. */
export interface PriceVersionRecord {
  id: string;
  serviceTier: string;
  validFrom: Date;
  source: string;
  unitPrices: UnitPrice[];
}

export interface TargetRecord {
  id: string;
  providerId: string;
  upstreamModel: string;
  priority: number;
  weight: number;
  /** Newest first. */
  priceVersions: PriceVersionRecord[];
}

export interface ModelRecord {
  /** The public id. */
  id: string;
  type: ModelType;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  capabilities: string[];
  createdAt: Date;
  /** In the order they are tried: priority, then weight. */
  targets: TargetRecord[];
}

/** A model as the catalogue file describes it: a ModelRecord before the database gave its parts their ids. */
export interface CatalogueModel extends Omit<ModelRecord, 'targets'> {
  targets: (Omit<TargetRecord, 'id' | 'priceVersions'> & { priceVersions: Omit<PriceVersionRecord, 'id'>[] })[];
}

export type Confidence = 'reported' | 'counted' | 'estimated' | 'unpriced' | 'none';

/** One row of the ledger: one attempt (design: every one counts), or an adjustment. Written once, never changed. */
export interface LedgerRecord {
  requestId: string;
  attempt: number;
  openedAt: Date;
  projectId: string;
  keyId: string;
  memberId: string | null;
  costCentre: string | null;
  endUser: string | null;
  tags: Record<string, string>;
  endpoint: string;
  modelAsked: string;
  modelServed: string;
  providerId: string;
  /** `env:<provider>`, or the id of a stored credential. */
  credentialId: string;
  usage: Record<UsageBucket, number>;
  priceVersionId: string | null;
  listPicoUsd: bigint;
  chargedPicoUsd: bigint;
  basisPoints: number;
  confidence: Confidence;
  /** `ok`, or an error code of the catalogue. */
  outcome: string;
  /** Its reply went to the caller, or it was the last one tried. */
  final: boolean;
  firstTokenMs: number | null;
  totalMs: number;
  /** The writing process and its running number: no gap in it means no row lost. */
  processId: string;
  sequence: bigint;
  /** On an adjustment only: the row it corrects, who did it, and why. Its own `requestId` is new; its figures may be negative. */
  correction?: { requestId: string; attempt: number; openedAt: Date; author: string; reason: string };
}
