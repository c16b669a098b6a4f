// Questions about targets as admins manage them: which provider's model serves a public one, in which order, with what credential.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import { inheritPrices } from './inherit-prices.js';
import { countChange, lockModel, managedTarget, type ManagedTarget } from './managed-model.js';
import type { TargetTimeouts } from './records.js';
import { missing } from './row-state.js';
import { requireOwn, sourceOf } from './source.js';

/** Null, of a credential: any of the provider's. */
export interface TargetPlace { priority: number; weight: number; credentialId: string | null; region: string | null; timeouts: TargetTimeouts }

export interface NewTarget extends TargetPlace { modelId: string; providerId: string; upstreamModel: string }

@Injectable()
export class TargetRepository {
  constructor(private readonly database: Database) {}

  /** A retired one, too. */
  find(id: string): Promise<ManagedTarget | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.target.findUnique({ where: { id } });
      return row ? managedTarget(row) : undefined;
    });
  }

  /** Of models in use, by model and in the order that they are tried. `modelId`, `providerId`: of that one alone. */
  listInUse({ modelId, providerId }: { modelId?: string | undefined; providerId?: string | undefined } = {}): Promise<ManagedTarget[]> {
    const where = { retiredAt: null, model: { retiredAt: null }, ...(modelId !== undefined && { modelId }), ...(providerId !== undefined && { providerId }) };
    return this.database.ask(async (client) => (await client.target.findMany({
      where, orderBy: [{ modelId: 'asc' }, { priority: 'asc' }, { weight: 'desc' }, { id: 'asc' }],
    })).map(managedTarget));
  }

  /**
   * Throws `missing` (the model), `file-managed`, `conflict` when the model has it already: the same upstream model at the provider,
   * with the same credential in the same region. One that was retired comes back, with its prices; another one begins with what the
   * catalogue says of the upstream model. `credentialId` must be one of the provider's.
   */
  async create(change: Change, target: NewTarget): Promise<ManagedTarget> {
    await lockModel(change, target.modelId);
    const old = await change.client.target.findFirst({ where: identityOf(target) });
    if (old && old.retiredAt === null) throw twice();
    const data = { ...columnsOf(target), source: sourceOf(change) };
    const row = old
      ? await change.client.target.update({ where: { id: old.id }, data: { ...data, retiredAt: null, version: { increment: 1 } } })
      : await change.client.target.create({ data });
    if (!old) await inheritPrices(change, row);
    const after = managedTarget(row);
    await countChange(change, target.modelId);
    change.note({ action: 'target.create', resource: 'target', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing` (retired ones, too), `stale`, `file-managed`, and `conflict` as `create`, of a retired one too. */
  update(change: Change, id: string, patch: Partial<TargetPlace>, version?: number): Promise<ManagedTarget> {
    return this.write(change, id, { action: 'update', patch, version });
  }

  /** Takes it out of use; it stays, since its prices explain the ledger's rows. Throws like `update`. */
  async retire(change: Change, id: string, version?: number): Promise<void> {
    await this.write(change, id, { action: 'retire', patch: { retiredAt: change.at }, version });
  }

  private async write(
    change: Change, id: string, { action, patch, version }: { action: string; patch: Partial<TargetPlace & { retiredAt: Date }>; version: number | undefined },
  ): Promise<ManagedTarget> {
    const row = await change.client.target.findUnique({ where: { id } });
    if (!row || row.retiredAt !== null) return missing('target');
    requireOwn(change, row, version);
    const other = await change.client.target.findFirst({ where: { ...identityOf({ ...row, ...patch }), id: { not: id } } });
    if (other) throw twice(other.retiredAt === null ? '' : ' It is out of use: add it again to bring it back.');
    const data = { ...columnsOf(patch), source: sourceOf(change), version: { increment: 1 } };
    const after = managedTarget(await change.client.target.update({ where: { id }, data }));
    await countChange(change, row.modelId);
    change.note({ action: `target.${action}`, resource: 'target', resourceId: id, before: managedTarget(row), after });
    return after;
  }
}

/** What makes it another target than the model's others: a unique index. */
const identityOf = ({ modelId, providerId, upstreamModel, credentialId, region }: Omit<NewTarget, 'priority' | 'weight' | 'timeouts'>) =>
  ({ modelId, providerId, upstreamModel, credentialId, region });

const twice = (more = '') =>
  new DatabaseError('conflict', `The model has this target already: the same providerId, upstreamModel, credentialId and region.${more}`);

/** The interface is no JSON in Prisma's eyes. */
function columnsOf<Some extends Partial<TargetPlace>>({ timeouts, ...place }: Some) {
  return { ...place, ...(timeouts && { timeouts: { ...timeouts } }) };
}
