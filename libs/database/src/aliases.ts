// Changes of aliases, the further public names of models.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { DatabaseError } from './errors.js';
import { countChange, lockModel } from './managed-model.js';
import { missing } from './row-state.js';
import { requireOwn, sourceOf } from './source.js';

@Injectable()
export class AliasRepository {
  /** Throws `missing` (the model), `file-managed`, `stale` (of the model), `conflict` when a model or an alias has this name. */
  async create(change: Change, modelId: string, id: string, version?: number): Promise<void> {
    await lockModel(change, modelId, version);
    if (await change.client.model.findUnique({ where: { id }, select: { id: true } })) throw new DatabaseError('conflict', 'A model has this name.');
    await change.client.alias.create({ data: { id, modelId, source: sourceOf(change), createdAt: change.at } });
    await countChange(change, modelId);
    change.note({ action: 'alias.create', resource: 'alias', resourceId: id, after: { id, modelId } });
  }

  /** Throws `missing`, `file-managed`, `stale` (of the model). */
  async remove(change: Change, modelId: string, id: string, version?: number): Promise<void> {
    const row = await change.client.alias.findUnique({ where: { id }, include: { model: { select: { version: true } } } });
    if (row?.modelId !== modelId) return missing('alias');
    requireOwn(change, { source: row.source, version: row.model.version }, version);
    await change.client.alias.delete({ where: { id } });
    await countChange(change, modelId);
    change.note({ action: 'alias.delete', resource: 'alias', resourceId: id, before: { id, modelId } });
  }
}
