// What the repositories promise: plain records, no Prisma type among them.
import type { UsageBucket } from '#providers/usage';

export type ModelType = 'chat' | 'completion' | 'embedding';

/** Null is unlimited, and explicit. */
export interface Limits {
  requestsPerMinute: number | null;
  requestsPerDay: number | null;
  tokensPerMinute: number | null;
  concurrentRequests: number | null;
}

/** Limits of one key on the models that match, beside those on all its requests. Every entry that matches counts. */
export interface ModelLimits extends Limits {
  /** A pattern with `*` over public ids. */
  models: string;
}

/** Whether the API or the configuration file may change a row. */
export type ManagedBy = 'api' | 'file';

export interface TierRecord extends Limits {
  id: string;
  name: string;
  modelLimits: ModelLimits[];
  managedBy: ManagedBy;
  /** Counts changes: the resource's ETag. */
  version: number;
  createdAt: Date;
}

/** Whether requests of a key must name an end user; `ignored`: whom they name is not recorded. */
export type EndUserPolicy = 'optional' | 'required' | 'ignored';

/** What becomes of an answer whose caller leaves: ended at once, or read on, within bounds, for its exact usage. */
export const onHangUps = ['abort', 'drain'] as const;
export type OnHangUp = (typeof onHangUps)[number];

/** What is kept of what is said, for some days. */
export const keepBodies = ['none', 'requests', 'both'] as const;
export type KeepBodies = (typeof keepBodies)[number];

/** An issued key as the gate and the relay need it, with its project. Holds the hash, never the secret. */
export interface KeyRecord {
  id: string;
  name: string;
  /** SHA-256 of the secret, lower-case hex. */
  hash: string;
  last4: string;
  /** Of the secret before the last rotation, which works until `until`. */
  previous: { hash: string; until: Date } | null;
  permissions: string[];
  /** Patterns with `*`; empty = all. Deny wins. The same for providers, by id. */
  allowedModels: string[];
  deniedModels: string[];
  allowedProviders: string[];
  deniedProviders: string[];
  /** Networks that it may be used from; empty = any. */
  allowedAddresses: string[];
  endUserPolicy: EndUserPolicy;
  tags: Record<string, string>;
  ownerId: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  disabledAt: Date | null;
  /** What counts: of its own tier, else the project's, with the key's own limits in place of the tier's. */
  limits: Limits;
  modelLimits: ModelLimits[];
  project: { id: string; name: string; costCentre: string | null; basisPoints: number; tags: Record<string, string>; onHangUp: OnHangUp; keepBodies: KeepBodies };
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
  onHangUp: OnHangUp;
  keepBodies: KeepBodies;
  /** 1 to 90. */
  keepBodiesDays: number;
  createdAt: Date;
  /** Its keys do not work from then on. */
  archivedAt: Date | null;
  managedBy: ManagedBy;
  /** Counts changes: the resource's ETag. */
  version: number;
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

/** In place of the process's own limits on a call. */
export interface TargetTimeouts { connectMs?: number; firstByteMs?: number; idleMs?: number; totalMs?: number }

export interface TargetRecord {
  id: string;
  providerId: string;
  upstreamModel: string;
  priority: number;
  weight: number;
  /** The one credential to use; null: any of the provider's. */
  credentialId: string | null;
  /** Where it runs, in an admin's words. */
  region: string | null;
  timeouts: TargetTimeouts;
  /** Newest first. */
  priceVersions: PriceVersionRecord[];
}

/** How one of the targets of a priority is chosen: by chance and weight, by how fast they answer, by price, or the same one for what begins alike. */
export const strategies = ['weighted', 'latency', 'cheapest', 'affinity'] as const;
export type Strategy = (typeof strategies)[number];

/** Public ids of the models to go on with, in order, when the targets of one cannot answer. */
export interface Fallbacks {
  /** When its targets fail. */
  any: string[];
  /** When the request is longer than its context window. */
  contextWindow: string[];
  /** When its provider refuses the content. */
  contentPolicy: string[];
}

export interface ModelRecord {
  /** The public id. */
  id: string;
  type: ModelType;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  capabilities: string[];
  createdAt: Date;
  /** Further public names. */
  aliases: string[];
  strategy: Strategy;
  fallbacks: Fallbacks;
  /** By priority, then weight. */
  targets: TargetRecord[];
}

/** A model as the catalogue file describes it: a ModelRecord before the database gave its parts their ids. */
export interface CatalogueModel extends Omit<ModelRecord, 'aliases' | 'strategy' | 'fallbacks' | 'targets'> {
  targets: (Omit<TargetRecord, 'id' | 'credentialId' | 'region' | 'timeouts' | 'priceVersions'> & { priceVersions: Omit<PriceVersionRecord, 'id'>[] })[];
}

/** A provider's secret as it lies in the database. */
export interface StoredCredential {
  id: string;
  providerId: string;
  /** Sealed, its id as associated data. Null where the provider needs none. */
  secret: Uint8Array | null;
  /** Instead of the provider's own. Set through the API, so not to be trusted. */
  baseUrl: string | null;
}

/** A failure on purpose, under way or ahead: of a provider or a target, for a share of a project's requests, for a time. */
export interface DrillRecord {
  id: string;
  projectId: string;
  /** Exactly one of the two. */
  providerId: string | null;
  targetId: string | null;
  effect: 'down' | 'slow' | 'flaky';
  /** Percent of the project's requests that it meets. */
  share: number;
  /** Of a slow one. */
  delayMs: number | null;
  /** Of a flaky one: percent of the attempts that fail. */
  failPercent: number | null;
  startsAt: Date;
  endsAt: Date;
}

export const confidences = ['reported', 'counted', 'estimated', 'unpriced', 'none'] as const;
export type Confidence = (typeof confidences)[number];

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
