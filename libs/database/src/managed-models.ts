// Questions about models as admins manage them: retired ones too, with whose they are, and without prices. What callers may ask
// for is models.ts.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Prisma } from './generated/client.js';
import { lockModel, managedModel, whole, type ManagedModel } from './managed-model.js';
import { asPage, type Page, type PageQuestion } from './page.js';
import type { Fallbacks, ModelType, Strategy } from './records.js';
import { sourceOf, type Source } from './source.js';

export interface ModelFacts {
  type: ModelType; contextWindow: number | null; maxOutputTokens: number | null; capabilities: string[];
  strategy?: Strategy;
  /** Whether they are models that can stand in for it is the caller's to know. */
  fallbacks?: Fallbacks;
}

export interface ModelFilter {
  type?: ModelType | undefined;
  /** Of any target. */
  providerId?: string | undefined;
  /** A part of the id, in any case. */
  id?: string | undefined;
  source?: Source | undefined;
  retired?: boolean | undefined;
}

@Injectable()
export class ManagedModelRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<ManagedModel | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.model.findUnique({ where: { id }, include: whole });
      return row ? managedModel(row) : undefined;
    });
  }

  /** `find` as the open change sees it. */
  async seekIn(change: Change, id: string): Promise<ManagedModel | undefined> {
    const row = await change.client.model.findUnique({ where: { id }, include: whole });
    return row ? managedModel(row) : undefined;
  }

  /** Those of these ids that there are, retired ones too, as the open change sees them. */
  async factsIn(change: Change, ids: readonly string[]): Promise<{ id: string; type: ModelType; retired: boolean }[]> {
    const rows = await change.client.model.findMany({ where: { id: { in: [...ids] } }, select: { id: true, type: true, retiredAt: true } });
    return rows.map(({ id, type, retiredAt }) => ({ id, type: type as ModelType, retired: retiredAt !== null }));
  }

  /** What a change is about to touch. Throws `missing`, `stale`, `file-managed`. */
  forChange(change: Change, id: string, version?: number): Promise<ManagedModel> {
    return lockModel(change, id, version);
  }

  /** By id. */
  list({ limit, after }: PageQuestion, { type, providerId, id, source, retired }: ModelFilter = {}): Promise<Page<ManagedModel>> {
    const where: Prisma.ModelWhereInput = {
      AND: [
        after === undefined ? {} : { id: { gt: after } },
        id === undefined ? {} : { id: { contains: id, mode: 'insensitive' } },
        providerId === undefined ? {} : { targets: { some: { providerId, retiredAt: null } } },
      ],
      ...(type !== undefined && { type }),
      ...(source !== undefined && { source }),
      ...(retired !== undefined && { retiredAt: retired ? { not: null } : null }),
    };
    return this.database.ask(async (client) => asPage(
      await client.model.findMany({ where, include: whole, orderBy: { id: 'asc' }, take: limit + 1 }), limit, managedModel));
  }

  /** Throws `conflict` when a model (a retired one, too) or an alias has this name. */
  async create(change: Change, id: string, facts: ModelFacts): Promise<ManagedModel> {
    if (await change.client.alias.findUnique({ where: { id } })) throw new DatabaseError('conflict', 'An alias has this name.');
    const row = await change.client.model.create({ data: { id, ...columnsOf(facts), source: sourceOf(change), createdAt: change.at }, include: whole });
    const after = managedModel(row);
    change.note({ action: 'model.create', resource: 'model', resourceId: id, after });
    return after;
  }

  /** Throws `missing`, `stale`, `file-managed`. A model of the catalogue is left alone by it from then on. */
  async update(change: Change, id: string, patch: Partial<ModelFacts>, version?: number): Promise<ManagedModel> {
    return this.write(change, await lockModel(change, id, version), 'update', columnsOf(patch));
  }

  /** Throws like `update`. Does nothing to one that is retired already. */
  async retire(change: Change, id: string, version?: number): Promise<ManagedModel> {
    const before = await lockModel(change, id, version);
    return before.retiredAt ? before : this.write(change, before, 'retire', { retiredAt: change.at });
  }

  /** Throws like `update`. Offers it again, with the targets that it had. */
  async restore(change: Change, id: string, version?: number): Promise<ManagedModel> {
    const before = await lockModel(change, id, version);
    return before.retiredAt ? this.write(change, before, 'restore', { retiredAt: null }) : before;
  }

  private async write(change: Change, before: ManagedModel, action: string, patch: Prisma.ModelUpdateInput): Promise<ManagedModel> {
    const data = { ...patch, source: sourceOf(change), version: { increment: 1 } };
    const after = managedModel(await change.client.model.update({ where: { id: before.id }, data, include: whole }));
    change.note({ action: `model.${action}`, resource: 'model', resourceId: before.id, before, after });
    return after;
  }
}

/** The interface is no JSON in Prisma's eyes. */
function columnsOf<Some extends Partial<ModelFacts>>({ fallbacks, ...facts }: Some) {
  return { ...facts, ...(fallbacks && { fallbacks: { ...fallbacks } }) };
}
