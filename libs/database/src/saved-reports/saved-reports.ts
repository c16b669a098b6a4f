// Questions about saved reports, and their changes: a usage report's question under a name, a member's own or shown to all who may see
// reports.
import { Injectable } from '@nestjs/common';
import type { Change } from '../change.js';
import { Database } from '../database.js';
import { DatabaseError } from '../errors.js';
import type { Prisma } from '../generated/client.js';
import { pageOf, type Page, type PageQuestion } from '../page.js';
import { missing, requireChangeable } from '../row-state.js';

export const reportVisibilities = ['own', 'organisation'] as const;
export type ReportVisibility = (typeof reportVisibilities)[number];

export interface SavedReportRecord {
  id: string;
  owner: { id: string; name: string };
  name: string;
  visibility: ReportVisibility;
  /** As the admin API checked it. */
  query: object;
  createdAt: Date;
  version: number;
}

export type NewSavedReport = Pick<SavedReportRecord, 'name' | 'visibility' | 'query'> & { ownerId: string };

const withOwner = { owner: { select: { id: true, name: true } } } satisfies Prisma.SavedReportInclude;

@Injectable()
export class SavedReportRepository {
  constructor(private readonly database: Database) {}

  /** Of those in use, whoever sees it. */
  find(id: string): Promise<SavedReportRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.savedReport.findFirst({ where: { id, archivedAt: null }, include: withOwner });
      return row ? savedReportRecord(row) : undefined;
    });
  }

  /** A member's own and those of the organisation, newest first. */
  list(memberId: string, page: PageQuestion): Promise<Page<SavedReportRecord>> {
    const seen = { archivedAt: null, OR: [{ ownerId: memberId }, { visibility: 'organisation' }] };
    return this.database.ask((client) => pageOf(page, savedReportRecord, (keyset) =>
      client.savedReport.findMany({ ...keyset, where: { AND: [seen, keyset.where] }, include: withOwner })));
  }

  /** As the open change sees it. Throws `missing`. */
  async findIn(change: Change, id: string): Promise<SavedReportRecord> {
    return savedReportRecord((await change.client.savedReport.findFirst({ where: { id, archivedAt: null }, include: withOwner })) ?? missing('saved report'));
  }

  countOf(change: Change, ownerId: string): Promise<number> {
    return change.client.savedReport.count({ where: { ownerId, archivedAt: null } });
  }

  /** Throws `conflict` when its owner has one of that name. */
  async create(change: Change, report: NewSavedReport): Promise<SavedReportRecord> {
    await requireFree(change, report);
    const after = savedReportRecord(await change.client.savedReport.create({ data: { ...report, createdAt: change.at }, include: withOwner }));
    change.note({ action: 'saved-report.create', resource: 'saved-report', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing`, `stale`, `conflict`. */
  async update(change: Change, id: string, patch: Partial<Pick<NewSavedReport, 'name' | 'visibility' | 'query'>>, version?: number): Promise<SavedReportRecord> {
    const before = await this.findIn(change, id);
    requireChangeable(change, before, version);
    if (patch.name !== undefined) await requireFree(change, { ownerId: before.owner.id, name: patch.name, except: id });
    const after = savedReportRecord(await change.client.savedReport.update({ where: { id }, data: { ...patch, version: { increment: 1 } }, include: withOwner }));
    change.note({ action: 'saved-report.update', resource: 'saved-report', resourceId: id, before, after });
    return after;
  }

  /** Its schedules go with it; its runs stay. Throws `missing`, `stale`. */
  async archive(change: Change, id: string, version?: number): Promise<void> {
    const before = await this.findIn(change, id);
    requireChangeable(change, before, version);
    await change.client.reportSchedule.deleteMany({ where: { reportId: id } });
    await change.client.savedReport.update({ where: { id }, data: { archivedAt: change.at, version: { increment: 1 } } });
    change.note({ action: 'saved-report.archive', resource: 'saved-report', resourceId: id, before });
  }
}

/** Changes are made one after the other: nobody takes the name meanwhile. Archived ones keep theirs and are in nobody's way. */
async function requireFree(change: Change, { ownerId, name, except }: { ownerId: string; name: string; except?: string }): Promise<void> {
  const taken = await change.client.savedReport.findFirst({ where: { ownerId, name, archivedAt: null, ...(except !== undefined && { id: { not: except } }) }, select: { id: true } });
  if (taken) throw new DatabaseError('conflict', 'The owner has a report of that name.', { field: 'name' });
}

export function savedReportRecord({ id, owner, name, visibility, query, createdAt, version }: Prisma.SavedReportGetPayload<{ include: typeof withOwner }>): SavedReportRecord {
  return { id, owner, name, visibility: visibility as ReportVisibility, query: query as object, createdAt, version };
}
