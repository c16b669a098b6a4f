// Questions about projects: who pays.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import type { NewKey } from './keys.js';
import type { ProjectRecord } from './records.js';
import type { NewTier } from './tiers.js';

export interface NewProject {
  name: string;
  tierId: string;
  costCentre?: string | null;
  /** Markup on the list price in hundredths of a percent; a discount when negative. */
  basisPoints?: number;
  tags?: Record<string, string>;
}

@Injectable()
export class ProjectRepository {
  constructor(private readonly database: Database) {}

  /** Archived ones, too. */
  find(id: string): Promise<ProjectRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.project.findUnique({ where: { id } });
      return row ? { ...row, tags: row.tags as Record<string, string> } : undefined;
    });
  }

  /** Archived ones are not found. */
  findByName(name: string): Promise<ProjectRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.project.findFirst({ where: { name, archivedAt: null } });
      return row ? { ...row, tags: row.tags as Record<string, string> } : undefined;
    });
  }

  /** Throws `conflict` when the name is taken. */
  create(project: NewProject): Promise<ProjectRecord> {
    return this.database.ask(async (client) => {
      const row = await client.project.create({ data: project });
      return { ...row, tags: row.tags as Record<string, string> };
    });
  }

  /** A fresh installation's tier, project and key, all or nothing. False when there is any project already. */
  async createFirst(first: { tier: NewTier; project: Omit<NewProject, 'tierId'>; key: Omit<NewKey, 'projectId'> }): Promise<boolean> {
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`LOCK TABLE project IN SHARE ROW EXCLUSIVE MODE`; // of two first starts, one is first
      if ((await client.project.count()) > 0) return false;
      const tier = { connectOrCreate: { where: { name: first.tier.name }, create: { ...first.tier, modelLimits: [] } } };
      await client.project.create({ data: { ...first.project, tier, keys: { create: first.key } } });
      return true;
    });
  }
}
