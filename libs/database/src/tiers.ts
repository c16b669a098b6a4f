// Questions about tiers, the named sets of rate limits.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Tier } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import type { Limits, ManagedBy, ModelLimits, TierRecord } from './records.js';
import { missing, requireChangeable } from './row-state.js';

export interface NewTier extends Limits {
  name: string;
  modelLimits?: ModelLimits[];
}

export type TierPatch = Partial<NewTier>;

@Injectable()
export class TierRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<TierRecord | undefined> {
    return this.database.ask(async (client) => tierOrUndefined(await client.tier.findUnique({ where: { id } })));
  }

  findByName(name: string): Promise<TierRecord | undefined> {
    return this.database.ask(async (client) => tierOrUndefined(await client.tier.findUnique({ where: { name } })));
  }

  /** Newest first. `name`: a part of it, in any case. */
  list(page: PageQuestion, filter: { name?: string | undefined } = {}): Promise<Page<TierRecord>> {
    return this.database.ask(async (client) => {
      const where = filter.name === undefined ? {} : { name: { contains: filter.name, mode: 'insensitive' as const } };
      return pageOf(page, tierRecord, (keyset) => client.tier.findMany({ ...keyset, where: { ...where, ...keyset.where } }));
    });
  }

  /** Throws `conflict` when the name is taken. */
  async create(change: Change, tier: NewTier): Promise<TierRecord> {
    const after = tierRecord(await change.client.tier.create({ data: { ...tier, createdAt: change.at, managedBy: change.manages, modelLimits: jsonOf(tier.modelLimits ?? []) } }));
    change.note({ action: 'tier.create', resource: 'tier', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing`, `stale` (another version than `version`), `file-managed`, `conflict`. */
  async update(change: Change, id: string, patch: TierPatch, version?: number): Promise<TierRecord> {
    const before = tierRecord(await this.lock(change, id, version));
    const { modelLimits, ...plain } = patch;
    const data = { ...plain, ...(modelLimits && { modelLimits: jsonOf(modelLimits) }), managedBy: change.manages, version: { increment: 1 } };
    const after = tierRecord(await change.client.tier.update({ where: { id }, data }));
    change.note({ action: 'tier.update', resource: 'tier', resourceId: id, before, after });
    return after;
  }

  /** Throws `missing`, `stale`, `file-managed`, and `in-use` while a project or key subscribes to it. */
  async remove(change: Change, id: string, version?: number): Promise<void> {
    const before = tierRecord(await this.lock(change, id, version));
    const users = (await change.client.project.count({ where: { tierId: id } })) + (await change.client.apiKey.count({ where: { tierId: id } }));
    if (users > 0) throw new DatabaseError('in-use', `The tier is used by ${users} projects or keys.`);
    await change.client.tier.delete({ where: { id } });
    change.note({ action: 'tier.delete', resource: 'tier', resourceId: id, before });
  }

  private async lock(change: Change, id: string, version: number | undefined): Promise<Tier> {
    const row = (await change.client.tier.findUnique({ where: { id } })) ?? missing('tier');
    requireChangeable(change, row, version);
    return row;
  }
}

export function tierRecord({ modelLimits, managedBy, ...row }: Tier): TierRecord {
  return { ...row, modelLimits: modelLimits as unknown as ModelLimits[], managedBy: managedBy as ManagedBy };
}

export function limitsOf({ requestsPerMinute, requestsPerDay, tokensPerMinute, concurrentRequests }: Limits): Limits {
  return { requestsPerMinute, requestsPerDay, tokensPerMinute, concurrentRequests };
}

const tierOrUndefined = (row: Tier | null) => (row ? tierRecord(row) : undefined);
const jsonOf = (limits: ModelLimits[]) => limits.map((one) => ({ ...one }));
