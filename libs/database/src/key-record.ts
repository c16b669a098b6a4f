// A key's row as the two kinds of reader see it: the gate, for which tier and limits are settled, and whoever issues keys, to
// whom they are shown as they were given.
import type { Prisma } from './generated/client.js';
import type { EndUserPolicy, KeepBodies, KeyRecord, Limits, ManagedBy, OnHangUp } from './records.js';
import { limitsOf, tierRecord } from './tiers.js';

/** What may be said of a key when it is made, and changed later. */
export interface KeySettings {
  name: string;
  permissions: string[];
  /** Patterns with `*`; empty = all. Deny wins. The same for providers, by id. */
  allowedModels?: string[];
  deniedModels?: string[];
  allowedProviders?: string[];
  deniedProviders?: string[];
  /** In the normal form of libs/access; empty = any. */
  allowedAddresses?: string[];
  /** Instead of the project's. */
  tierId?: string | null;
  /** In place of the tier's; null is unlimited. */
  limits?: Partial<Limits>;
  endUserPolicy?: EndUserPolicy;
  tags?: Record<string, string>;
  ownerId?: string | null;
  expiresAt?: Date | null;
}

/** Neither the secret nor its hash. */
export interface IssuedKeyRecord extends Required<KeySettings> {
  id: string;
  projectId: string;
  /** Of the secret, for people to tell it by. */
  last4: string;
  /** The secret before the last rotation; it works until then. */
  previous: { last4: string; until: Date } | null;
  createdAt: Date;
  revokedAt: Date | null;
  disabledAt: Date | null;
  lastUsed: { at: Date; address: string; client: string } | null;
  managedBy: ManagedBy;
  /** Counts changes: the resource's ETag. */
  version: number;
}

export const withTiers = { tier: true, project: { include: { tier: true } } } satisfies Prisma.ApiKeyInclude;
export const withUse = { use: true } satisfies Prisma.ApiKeyInclude;

export function keyRecord(key: Prisma.ApiKeyGetPayload<{ include: typeof withTiers }>): KeyRecord {
  const { id, name, hash, last4, permissions, ownerId, expiresAt, revokedAt, disabledAt, project } = key;
  const tier = tierRecord(key.tier ?? project.tier);
  return {
    id, name, hash, last4, permissions, ownerId, expiresAt, revokedAt, disabledAt, ...restrictionsOf(key),
    previous: key.previousHash !== null && key.previousUntil !== null ? { hash: key.previousHash, until: key.previousUntil } : null,
    limits: { ...limitsOf(tier), ...(key.limits as Partial<Limits>) },
    modelLimits: tier.modelLimits,
    project: { id: project.id, name: project.name, costCentre: project.costCentre, basisPoints: project.basisPoints, tags: project.tags as Record<string, string>, onHangUp: project.onHangUp as OnHangUp, keepBodies: project.keepBodies as KeepBodies },
  };
}

export function issuedKeyRecord(key: Prisma.ApiKeyGetPayload<{ include: typeof withUse }>): IssuedKeyRecord {
  const { id, projectId, name, last4, permissions, tierId, ownerId, createdAt, expiresAt, revokedAt, disabledAt, version } = key;
  return {
    id, projectId, name, last4, permissions, tierId, ownerId, createdAt, expiresAt, revokedAt, disabledAt, version, ...restrictionsOf(key),
    previous: key.previousLast4 !== null && key.previousUntil !== null ? { last4: key.previousLast4, until: key.previousUntil } : null,
    limits: key.limits as Partial<Limits>,
    lastUsed: key.use && { at: key.use.usedAt, address: key.use.address, client: key.use.client },
    managedBy: key.managedBy as ManagedBy,
  };
}

function restrictionsOf(key: Prisma.ApiKeyGetPayload<object>) {
  const { allowedModels, deniedModels, allowedProviders, deniedProviders, allowedAddresses } = key;
  const [endUserPolicy, tags] = [key.endUserPolicy as EndUserPolicy, key.tags as Record<string, string>];
  return { allowedModels, deniedModels, allowedProviders, deniedProviders, allowedAddresses, endUserPolicy, tags };
}
