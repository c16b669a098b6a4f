// Questions about projects, and their changes: who pays.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Prisma, Project } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import type { KeepBodies, ManagedBy, OnHangUp, ProjectRecord } from './records.js';
import { missing, requireChangeable } from './row-state.js';

export interface NewProject {
  name: string;
  tierId: string;
  costCentre?: string | null;
  /** Markup on the list price in hundredths of a percent; a discount when negative. */
  basisPoints?: number;
  tags?: Record<string, string>;
  onHangUp?: OnHangUp;
  keepBodies?: KeepBodies;
  keepBodiesDays?: number;
}

export type ProjectPatch = Partial<NewProject>;

export interface ProjectFilter {
  /** These alone. */
  ids?: readonly string[] | undefined;
  /** A part of it, in any case. */
  name?: string | undefined;
  costCentre?: string | undefined;
  tag?: { name: string; value: string } | undefined;
  /** Those alone, or all but those. */
  archived: boolean;
}

@Injectable()
export class ProjectRepository {
  constructor(private readonly database: Database) {}

  /** Archived ones, too. */
  find(id: string): Promise<ProjectRecord | undefined> {
    return this.database.ask(async (client) => projectOrUndefined(await client.project.findUnique({ where: { id } })));
  }

  /** Archived ones are not found. */
  findByName(name: string): Promise<ProjectRecord | undefined> {
    return this.database.ask(async (client) => projectOrUndefined(await client.project.findFirst({ where: { name, archivedAt: null } })));
  }

  /** Newest first. */
  list(page: PageQuestion, filter: ProjectFilter): Promise<Page<ProjectRecord>> {
    return this.database.ask((client) => pageOf(page, projectRecord, (keyset) =>
      client.project.findMany({ ...keyset, where: { AND: [whereProjects(filter), keyset.where] } })));
  }

  /** Inside a change: nobody makes one meanwhile. */
  async areNone(change: Change): Promise<boolean> {
    return (await change.client.project.count()) === 0;
  }

  /** Throws `conflict` when the name is taken, by an archived one too. */
  async create(change: Change, project: NewProject): Promise<ProjectRecord> {
    const after = projectRecord(await change.client.project.create({ data: { ...project, createdAt: change.at, managedBy: change.manages } }));
    note(change, 'project.create', after);
    return after;
  }

  /** Throws `missing`, `stale` (another version than `version`), `file-managed`, `conflict`, and `ended` for an archived one. */
  async update(change: Change, id: string, patch: ProjectPatch, version?: number): Promise<ProjectRecord> {
    const before = await this.lock(change, id, version);
    if (before.archivedAt !== null) throw new DatabaseError('ended', 'The project is archived. Bring it back first.');
    return this.write(change, 'project.update', before, patch);
  }

  /** From then on its keys do not work. Does nothing to one that is archived already: the first date stays. Throws as `update`. */
  async archive(change: Change, id: string, version?: number): Promise<ProjectRecord> {
    const before = await this.lock(change, id, version);
    return before.archivedAt !== null ? before : this.write(change, 'project.archive', before, { archivedAt: change.at });
  }

  /** Its keys work again. */
  async unarchive(change: Change, id: string, version?: number): Promise<ProjectRecord> {
    const before = await this.lock(change, id, version);
    return before.archivedAt === null ? before : this.write(change, 'project.unarchive', before, { archivedAt: null });
  }

  private async lock(change: Change, id: string, version: number | undefined): Promise<ProjectRecord> {
    const row = (await change.client.project.findUnique({ where: { id } })) ?? missing('project');
    requireChangeable(change, row, version);
    return projectRecord(row);
  }

  private async write(change: Change, action: string, before: ProjectRecord, data: ProjectPatch & { archivedAt?: Date | null }): Promise<ProjectRecord> {
    const row = await change.client.project.update({ where: { id: before.id }, data: { ...data, managedBy: change.manages, version: { increment: 1 } } });
    const after = projectRecord(row);
    note(change, action, after, before);
    return after;
  }
}

const note = (change: Change, action: string, after: ProjectRecord, before?: ProjectRecord) =>
  change.note({ action, resource: 'project', resourceId: after.id, projectId: after.id, before, after });

function whereProjects({ ids, name, costCentre, tag, archived }: ProjectFilter): Prisma.ProjectWhereInput {
  return {
    archivedAt: archived ? { not: null } : null,
    ...(ids && { id: { in: [...ids] } }),
    ...(name !== undefined && { name: { contains: name, mode: 'insensitive' as const } }),
    ...(costCentre !== undefined && { costCentre }),
    ...(tag && { tags: { path: [tag.name], equals: tag.value } }),
  };
}

function projectRecord({ tags, onHangUp, keepBodies, managedBy, ...row }: Project): ProjectRecord {
  return { ...row, onHangUp: onHangUp as OnHangUp, keepBodies: keepBodies as KeepBodies, tags: tags as Record<string, string>, managedBy: managedBy as ManagedBy };
}

const projectOrUndefined = (row: Project | null) => (row ? projectRecord(row) : undefined);
