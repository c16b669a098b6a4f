// Questions about issued keys. A key of an archived project does not exist for whoever asks here.
import { Injectable } from '@nestjs/common';
import { Database, type Client } from './database.js';
import type { Prisma } from './generated/client.js';
import type { KeyRecord } from './records.js';

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

const whole = { project: { include: { tier: true } } } satisfies Prisma.ApiKeyInclude;
type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof whole }>;

@Injectable()
export class KeyRepository {
  constructor(private readonly database: Database) {}

  findByHash(hash: string): Promise<KeyRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.apiKey.findFirst({ where: { hash, project: { archivedAt: null } }, include: whole });
      return row ? keyRecord(row) : undefined;
    });
  }

  /** Expired, revoked and disabled ones too: the gate tells them apart. */
  loadAll(): Promise<KeyRecord[]> {
    return this.database.ask(loadKeys);
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
  const { project, project: { tier } } = key;
  return {
    id: key.id,
    name: key.name,
    hash: key.hash,
    last4: key.last4,
    permissions: key.permissions,
    allowedModels: key.allowedModels,
    deniedModels: key.deniedModels,
    tags: key.tags as Record<string, string>,
    ownerId: key.ownerId,
    expiresAt: key.expiresAt,
    revokedAt: key.revokedAt,
    disabledAt: key.disabledAt,
    tier: {
      id: tier.id,
      name: tier.name,
      requestsPerMinute: tier.requestsPerMinute,
      requestsPerDay: tier.requestsPerDay,
      tokensPerMinute: tier.tokensPerMinute,
      concurrentRequests: tier.concurrentRequests,
    },
    project: {
      id: project.id,
      name: project.name,
      costCentre: project.costCentre,
      basisPoints: project.basisPoints,
      tags: project.tags as Record<string, string>,
    },
  };
}
