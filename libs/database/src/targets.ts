// Questions about targets as admins manage them: which provider's model serves a public one, in which order, with what credential.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import { countChange, lockModel, managedTarget, type ManagedTarget } from './managed-model.js';
import { missing } from './row-state.js';
import { requireOwn, sourceOf } from './source.js';

export interface TargetPlace { priority: number; weight: number; credentialId: string | null }

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

  /**
   * Throws `missing` (the model), `file-managed`, `conflict` when the model has it already. One that was retired comes back, with
   * its prices. `credentialId` must be one of the provider's.
   */
  async create(change: Change, target: NewTarget): Promise<ManagedTarget> {
    await lockModel(change, target.modelId);
    const { modelId, providerId, upstreamModel } = target;
    const old = await change.client.target.findFirst({ where: { modelId, providerId, upstreamModel, credentialId: target.credentialId } });
    if (old && old.retiredAt === null) throw new DatabaseError('conflict', 'The model has this target already.');
    const data = { ...target, source: sourceOf(change) };
    const after = managedTarget(old
      ? await change.client.target.update({ where: { id: old.id }, data: { ...data, retiredAt: null, version: { increment: 1 } } })
      : await change.client.target.create({ data }));
    await countChange(change, modelId);
    change.note({ action: 'target.create', resource: 'target', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing` (retired ones, too), `stale`, `file-managed`. */
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
    const after = managedTarget(await change.client.target.update({ where: { id }, data: { ...patch, source: sourceOf(change), version: { increment: 1 } } }));
    await countChange(change, row.modelId);
    change.note({ action: `target.${action}`, resource: 'target', resourceId: id, before: managedTarget(row), after });
    return after;
  }
}
