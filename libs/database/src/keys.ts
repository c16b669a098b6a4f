// Questions about issued keys. A key of an archived project does not exist for whoever asks here.
import { Injectable } from '@nestjs/common';
import { Database, type Client } from './database.js';
import type { Prisma } from './generated/client.js';
import type { EndUserPolicy, KeyRecord, Limits } from './records.js';
import { limitsOf, tierRecord } from './tiers.js';

export interface NewKey {
  projectId: string;
  name: string;
  /** SHA-256 of the secret, lower-case hex. */
  hash: string;
  last4: string;
  permissions: string[];
  allowedModels?: string[];
  deniedModels?: string[];
  tags?: Record<string, string>;
  ownerId?: string | null;
  expiresAt?: Date | null;
}

const whole = { tier: true, project: { include: { tier: true } } } satisfies Prisma.ApiKeyInclude;
type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof whole }>;

@Injectable()
export class KeyRepository {
  constructor(private readonly database: Database) {}

  /** By the hash of its secret, or of the one before. */
  findByHash(hash: string): Promise<KeyRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.apiKey.findFirst({ where: { OR: [{ hash }, { previousHash: hash }], project: { archivedAt: null } }, include: whole });
      return row ? keyRecord(row) : undefined;
    });
  }

  /** Expired, revoked and disabled ones too: the gate tells them apart. */
  loadAll(): Promise<KeyRecord[]> {
    return this.database.ask(loadKeys);
  }

  /** The id of the project it is issued to; undefined: there is no such key. */
  projectOf(id: string): Promise<string | undefined> {
    return this.database.ask(async (client) => (await client.apiKey.findUnique({ where: { id }, select: { projectId: true } }))?.projectId);
  }

  /** Oldest first. */
  listByProject(projectId: string): Promise<KeyRecord[]> {
    return this.database.ask(async (client) => {
      const rows = await client.apiKey.findMany({ where: { projectId, project: { archivedAt: null } }, include: whole, orderBy: { id: 'asc' } });
      return rows.map(keyRecord);
    });
  }

  create(key: NewKey): Promise<KeyRecord> {
    return this.database.ask(async (client) => keyRecord(await client.apiKey.create({ data: key, include: whole })));
  }

  /** Does nothing to a key that is revoked already: the first date stays. */
  async revoke(id: string, at: Date): Promise<void> {
    await this.database.ask((client) => client.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } }));
  }
}

/** `loadAll` inside somebody's transaction. */
export async function loadKeys(client: Client): Promise<KeyRecord[]> {
  const rows = await client.apiKey.findMany({ where: { project: { archivedAt: null } }, include: whole });
  return rows.map(keyRecord);
}

function keyRecord(key: KeyRow): KeyRecord {
  const { project } = key;
  const tier = tierRecord(key.tier ?? project.tier);
  return {
    id: key.id,
    name: key.name,
    hash: key.hash,
    last4: key.last4,
    previous: key.previousHash !== null && key.previousUntil !== null ? { hash: key.previousHash, until: key.previousUntil } : null,
    permissions: key.permissions,
    allowedModels: key.allowedModels,
    deniedModels: key.deniedModels,
    allowedProviders: key.allowedProviders,
    deniedProviders: key.deniedProviders,
    allowedAddresses: key.allowedAddresses,
    endUserPolicy: key.endUserPolicy as EndUserPolicy,
    tags: key.tags as Record<string, string>,
    ownerId: key.ownerId,
    expiresAt: key.expiresAt,
    revokedAt: key.revokedAt,
    disabledAt: key.disabledAt,
    limits: { ...limitsOf(tier), ...(key.limits as Partial<Limits>) },
    modelLimits: tier.modelLimits,
    project: {
      id: project.id,
      name: project.name,
      costCentre: project.costCentre,
      basisPoints: project.basisPoints,
      tags: project.tags as Record<string, string>,
    },
  };
}
