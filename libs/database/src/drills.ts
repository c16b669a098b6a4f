// Questions about failures on purpose, and their changes: declared for a project, ended before their time, reported.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { reportDrill, type DrillReport } from './drill-report.js';
import { DatabaseError } from './errors.js';
import type { Drill, Prisma } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import type { DrillRecord } from './records.js';
import { missing } from './row-state.js';

export type { DrillReport, Took } from './drill-report.js';

export interface NewDrill extends Omit<DrillRecord, 'id'> { reason: string }

/** As whoever declares drills sees one. */
export interface ManagedDrill extends NewDrill {
  id: string;
  /** Before its time. */
  endedAt: Date | null;
  /** As the audit log names them. */
  createdBy: string;
  createdAt: Date;
}

export const drillStates = ['ahead', 'under-way', 'over'] as const;
export type DrillState = (typeof drillStates)[number];

export interface DrillFilter { projectId: string; state?: DrillState | undefined; now: Date }

/** A day of a busy project; what is beyond is said to be missing. */
const countedRequests = 250_000;

@Injectable()
export class DrillRepository {
  constructor(private readonly database: Database) {}

  /** Of that project. */
  find(projectId: string, id: string): Promise<ManagedDrill | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.drill.findFirst({ where: { id, projectId } });
      return row ? managedDrill(row) : undefined;
    });
  }

  /** Newest first. */
  list(page: PageQuestion, filter: DrillFilter): Promise<Page<ManagedDrill>> {
    return this.database.ask((client) => pageOf(page, managedDrill, (keyset) =>
      client.drill.findMany({ ...keyset, where: { AND: [whereDrills(filter), keyset.where] } })));
  }

  /** Inside a change: none is made meanwhile. Those under way and those ahead. */
  countNotOver(change: Change, projectId: string): Promise<number> {
    return change.client.drill.count({ where: { projectId, endedAt: null, endsAt: { gt: change.at } } });
  }

  /** Throws `missing` (the project), `ended` when that is archived. */
  async create(change: Change, drill: NewDrill): Promise<ManagedDrill> {
    const project = (await change.client.project.findUnique({ where: { id: drill.projectId }, select: { archivedAt: true } })) ?? missing('project');
    if (project.archivedAt !== null) throw new DatabaseError('ended', 'The project is archived. Bring it back first.');
    const after = managedDrill(await change.client.drill.create({ data: { ...drill, createdBy: change.author.name, createdAt: change.at } }));
    note(change, 'drill.create', after);
    return after;
  }

  /** One that is ahead will not be. Does nothing to one that is over. Throws `missing`. */
  async end(change: Change, projectId: string, id: string): Promise<ManagedDrill> {
    const before = managedDrill((await change.client.drill.findFirst({ where: { id, projectId } })) ?? missing('drill'));
    if (before.endedAt !== null || before.endsAt <= change.at) return before;
    const after = managedDrill(await change.client.drill.update({ where: { id }, data: { endedAt: change.at } }));
    note(change, 'drill.end', after, before);
    return after;
  }

  /** Of what happened until now. Request rows that are gone already are in no report. */
  report({ id, projectId, startsAt, endsAt, endedAt }: ManagedDrill, now: Date): Promise<DrillReport> {
    const ends = Math.min(now.getTime(), (endedAt ?? endsAt).getTime());
    const until = new Date(Math.max(startsAt.getTime(), ends));
    return this.database.ask((client) => reportDrill(client, { drillId: id, projectId, from: startsAt, until }, countedRequests));
  }
}

const note = (change: Change, action: string, after: ManagedDrill, before?: ManagedDrill) =>
  change.note({ action, resource: 'drill', resourceId: after.id, projectId: after.projectId, before, after });

function whereDrills({ projectId, state, now }: DrillFilter): Prisma.DrillWhereInput {
  if (state === 'over') return { projectId, OR: [{ endedAt: { not: null } }, { endsAt: { lte: now } }] };
  const notOver = { projectId, endedAt: null, endsAt: { gt: now } };
  if (state === undefined) return { projectId };
  return { ...notOver, startsAt: state === 'ahead' ? { gt: now } : { lte: now } };
}

const managedDrill = ({ effect, ...row }: Drill): ManagedDrill => ({ ...row, effect: effect as DrillRecord['effect'] });
