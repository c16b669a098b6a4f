// The whole configuration as it is, for a file to be compared with: all that a file can name, out of use too, except what is over
// for good (revoked keys, removed credentials). Asked inside the change that applies a file, or in one transaction of its own.
import { loadManagedBudgets, type ManagedBudget } from './budgets.js';
import type { Client } from './client.js';
import type { Prisma } from './generated/client.js';
import { issuedKeyRecord, withUse, type IssuedKeyRecord } from './key-record.js';
import type { Fallbacks, KeepBodies, ManagedBy, ModelType, OnHangUp, Strategy, TargetTimeouts, TierRecord, UnitPrice } from './records.js';
import { fallbacksOf, timeoutsOf } from './route-columns.js';
import type { Source } from './source.js';
import { tierRecord } from './tiers.js';

export interface StoredConfiguration {
  tiers: TierRecord[];
  projects: StoredProject[];
  /** Of all projects. Oldest first. */
  keys: IssuedKeyRecord[];
  credentials: StoredSecret[];
  models: StoredModel[];
  /** Oldest first. */
  budgets: ManagedBudget[];
  /** What a file may name, but not make. */
  members: { id: string; email: string }[];
  channels: { id: string; name: string }[];
}

export interface StoredProject {
  id: string; name: string; tierId: string; costCentre: string | null; basisPoints: number; tags: Record<string, string>;
  onHangUp: OnHangUp; keepBodies: KeepBodies; keepBodiesDays: number; archivedAt: Date | null; managedBy: ManagedBy;
}

/** `secret` is sealed, the id as associated data. */
export interface StoredSecret {
  id: string; providerId: string; name: string; secret: Uint8Array | null; last4: string | null; baseUrl: string | null;
  disabledAt: Date | null; managedBy: ManagedBy;
}

export interface StoredModel {
  id: string; type: ModelType; contextWindow: number | null; maxOutputTokens: number | null; capabilities: string[];
  strategy: Strategy; fallbacks: Fallbacks; source: Source; retiredAt: Date | null;
  aliases: { id: string; source: Source }[];
  targets: StoredTarget[];
}

export interface StoredTarget {
  id: string; providerId: string; upstreamModel: string; priority: number; weight: number; credentialId: string | null;
  region: string | null; timeouts: TargetTimeouts; source: Source; retiredAt: Date | null;
  /** Oldest first: of two with one service tier and date the later one counts. */
  prices: { id: string; serviceTier: string; validFrom: Date; source: string; unitPrices: UnitPrice[] }[];
}

export async function readConfiguration(client: Client): Promise<StoredConfiguration> {
  const orderBy = { id: 'asc' } as const;
  const tiers = await client.tier.findMany({ orderBy });
  const projects = await client.project.findMany({ orderBy });
  const keys = await client.apiKey.findMany({ where: { revokedAt: null }, include: withUse, orderBy });
  const credentials = await client.credential.findMany({ where: { removedAt: null }, orderBy });
  const models = await client.model.findMany({ include: whole, orderBy });
  return {
    tiers: tiers.map(tierRecord),
    projects: projects.map(({ tags, onHangUp, keepBodies, managedBy, ...row }) => (
      { ...row, tags: tags as Record<string, string>, onHangUp: onHangUp as OnHangUp, keepBodies: keepBodies as KeepBodies, managedBy: managedBy as ManagedBy })),
    keys: keys.map(issuedKeyRecord),
    credentials: credentials.map(({ managedBy, ...row }) => ({ ...row, managedBy: managedBy as ManagedBy })),
    models: models.map(storedModel),
    budgets: await loadManagedBudgets(client),
    members: await client.member.findMany({ select: { id: true, email: true }, orderBy }),
    channels: await client.notificationChannel.findMany({ select: { id: true, name: true }, orderBy }),
  };
}

const whole = {
  aliases: { orderBy: { id: 'asc' } },
  targets: {
    orderBy: [{ priority: 'asc' }, { weight: 'desc' }, { id: 'asc' }],
    include: { priceVersions: { orderBy: { id: 'asc' }, include: { unitPrices: { orderBy: [{ bucket: 'asc' }, { fromInputTokens: 'asc' }] } } } },
  },
} satisfies Prisma.ModelInclude;

function storedModel({ type, strategy, fallbacks, source, aliases, targets, ...row }: Prisma.ModelGetPayload<{ include: typeof whole }>): StoredModel {
  return {
    ...row, type: type as ModelType, strategy: strategy as Strategy, fallbacks: fallbacksOf(fallbacks), source: source as Source,
    aliases: aliases.map((alias) => ({ id: alias.id, source: alias.source as Source })),
    targets: targets.map(({ source, timeouts, priceVersions, ...target }) => ({
      ...target, source: source as Source, timeouts: timeoutsOf(timeouts),
      prices: priceVersions.map(({ unitPrices, ...price }) => ({ ...price, unitPrices: unitPrices as (UnitPrice & object)[] })),
    })),
  };
}
