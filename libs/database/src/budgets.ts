// Questions about budgets, and their changes: set, changed, raised for a time, archived.
import { Injectable } from '@nestjs/common';
import type { BudgetRecord, BudgetScope, BudgetSubject, BudgetWindow } from './budget-record.js';
import { spentOfBudget } from './budget-spend.js';
import type { Change } from './change.js';
import type { Client } from './client.js';
import { Database } from './database.js';
import { columnOf, wholeOf } from './decimal.js';
import { DatabaseError } from './errors.js';
import type { Prisma } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import type { ManagedBy } from './records.js';
import { missing, requireChangeable } from './row-state.js';
import { locks } from './session.js';

export interface NewBudget extends BudgetSubject {
  name: string;
  window: BudgetWindow;
  capPicoUsd: bigint;
  mode: 'hard' | 'soft';
  thresholds: number[];
  channelIds: string[];
}

/** Whose cost it counts stays as it is: what was spent of one says nothing of another. `value`: a key in the place of one that is gone. */
export type BudgetPatch = Partial<Pick<NewBudget, 'value' | 'name' | 'window' | 'capPicoUsd' | 'mode' | 'thresholds' | 'channelIds'>>;

export interface BudgetRaise {
  id: string;
  amountPicoUsd: bigint;
  until: Date;
  reason: string;
  createdBy: string;
  createdAt: Date;
  /** Before its time. */
  endedAt: Date | null;
}

/** As whoever sets budgets sees one. */
export interface ManagedBudget extends Omit<BudgetRecord, 'raises'> {
  channelIds: string[];
  /** All there were, oldest first. */
  raises: BudgetRaise[];
  createdAt: Date;
  /** It counts nothing from then on. */
  archivedAt: Date | null;
  managedBy: ManagedBy;
  version: number;
}

export interface BudgetFilter {
  /** In these alone; undefined: all, and those of no project. */
  projectIds?: readonly string[] | undefined;
  scope?: BudgetScope | undefined;
  value?: string | undefined;
  /** Those alone, or all but those. */
  archived: boolean;
}

@Injectable()
export class BudgetRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<ManagedBudget | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.budget.findUnique({ where: { id }, include: whole });
      return row ? managedBudget(row) : undefined;
    });
  }

  /** Undefined: there is no such budget. `projectId` null: it is of no project. */
  projectOf(id: string): Promise<{ projectId: string | null } | undefined> {
    return this.database.ask(async (client) => (await client.budget.findUnique({ where: { id }, select: { projectId: true } })) ?? undefined);
  }

  /** Newest first. */
  list(page: PageQuestion, { projectIds, scope, value, archived }: BudgetFilter): Promise<Page<ManagedBudget>> {
    const where: Prisma.BudgetWhereInput = {
      archivedAt: archived ? { not: null } : null,
      ...(projectIds && { projectId: { in: [...projectIds] } }), ...(scope !== undefined && { scope }), ...(value !== undefined && { value }),
    };
    return this.database.ask((client) =>
      pageOf(page, managedBudget, (keyset) => client.budget.findMany({ ...keyset, where: { AND: [where, keyset.where] }, include: whole })));
  }

  /** False while its sums are being made anew: rows of other processes wait for that, and are missing in what is read. */
  async isLedgerFree(): Promise<boolean> {
    const [{ free }] = await this.database.ask((client) => client.$queryRaw<{ free: boolean }[]>`SELECT pg_try_advisory_xact_lock_shared(${locks.ledger}) AS free`);
    return free;
  }

  /** From the ledger: `spentOfBudget`. */
  spent(subject: BudgetSubject, window: { from: Date; until: Date | null }): Promise<bigint> {
    return this.database.ask((client) => spentOfBudget(client, subject, window));
  }

  /** Throws `conflict` when the name is taken, by an archived one too. */
  async create(change: Change, { capPicoUsd, ...budget }: NewBudget): Promise<ManagedBudget> {
    const data = { ...budget, capPicoUsd: columnOf(capPicoUsd), createdAt: change.at, managedBy: change.manages };
    const after = managedBudget(await change.client.budget.create({ data, include: whole }));
    note(change, 'budget.create', after);
    return after;
  }

  /** Throws `missing`, `stale` (another version than `version`), `file-managed`, `conflict`, and `ended` for an archived one. */
  async update(change: Change, id: string, patch: BudgetPatch, version?: number): Promise<ManagedBudget> {
    const before = await this.lock(change, id, version);
    requireInUse(before);
    return this.write(change, 'budget.update', before, patch);
  }

  /** It counts and refuses nothing from then on. Does nothing to one that is archived already. Throws as `update`. */
  async archive(change: Change, id: string, version?: number): Promise<ManagedBudget> {
    const before = await this.lock(change, id, version);
    return before.archivedAt === null ? this.write(change, 'budget.archive', before, { archivedAt: change.at }) : before;
  }

  async unarchive(change: Change, id: string, version?: number): Promise<ManagedBudget> {
    const before = await this.lock(change, id, version);
    return before.archivedAt === null ? before : this.write(change, 'budget.unarchive', before, { archivedAt: null });
  }

  /** Whoever manages the budget: a raise is over by itself. Throws `missing`, `ended` for an archived budget. */
  async raise(change: Change, id: string, raise: Pick<BudgetRaise, 'amountPicoUsd' | 'until' | 'reason'>): Promise<ManagedBudget> {
    const before = managedBudget((await change.client.budget.findUnique({ where: { id }, include: whole })) ?? missing('budget'));
    requireInUse(before);
    const data = { ...raise, budgetId: id, amountPicoUsd: columnOf(raise.amountPicoUsd), createdBy: change.author.name, createdAt: change.at };
    await change.client.budgetRaise.create({ data });
    return this.write(change, 'budget.raise', before, {}, before.managedBy);
  }

  /** Does nothing to one that is over. Throws `missing`. */
  async endRaise(change: Change, id: string, raiseId: string): Promise<ManagedBudget> {
    const before = managedBudget((await change.client.budget.findUnique({ where: { id }, include: whole })) ?? missing('budget'));
    const raise = before.raises.find((one) => one.id === raiseId) ?? missing('raise');
    if (raise.endedAt !== null || raise.until <= change.at) return before;
    await change.client.budgetRaise.update({ where: { id: raiseId }, data: { endedAt: change.at } });
    return this.write(change, 'budget.end-raise', before, {}, before.managedBy);
  }

  private async lock(change: Change, id: string, version: number | undefined): Promise<ManagedBudget> {
    const row = (await change.client.budget.findUnique({ where: { id }, include: whole })) ?? missing('budget');
    requireChangeable(change, row, version);
    return managedBudget(row);
  }

  private async write(
    change: Change, action: string, before: ManagedBudget, { capPicoUsd, ...patch }: BudgetPatch & { archivedAt?: Date | null }, managedBy = change.manages,
  ): Promise<ManagedBudget> {
    const data = { ...patch, ...(capPicoUsd !== undefined && { capPicoUsd: columnOf(capPicoUsd) }), managedBy, version: { increment: 1 } };
    const after = managedBudget(await change.client.budget.update({ where: { id: before.id }, data, include: whole }));
    note(change, action, after, before);
    return after;
  }
}

/** Oldest first, archived ones too. */
export async function loadManagedBudgets(client: Client): Promise<ManagedBudget[]> {
  return (await client.budget.findMany({ include: whole, orderBy: { id: 'asc' } })).map(managedBudget);
}

const whole = { raises: { orderBy: { id: 'asc' } } } satisfies Prisma.BudgetInclude;

function requireInUse({ archivedAt }: ManagedBudget): void {
  if (archivedAt !== null) throw new DatabaseError('ended', 'The budget is archived. Bring it back first.');
}

/** Amounts as text: JSON has no whole numbers of their size. */
function note(change: Change, action: string, after: ManagedBudget, before?: ManagedBudget): void {
  const shown = (budget: ManagedBudget) => ({
    ...budget, capPicoUsd: `${budget.capPicoUsd}`, raises: budget.raises.map((raise) => ({ ...raise, amountPicoUsd: `${raise.amountPicoUsd}` })),
  });
  change.note({ action, resource: 'budget', resourceId: after.id, projectId: after.projectId, before: before && shown(before), after: shown(after) });
}

function managedBudget({ scope, window, mode, capPicoUsd, managedBy, raises, ...row }: Prisma.BudgetGetPayload<{ include: typeof whole }>): ManagedBudget {
  return {
    ...row, scope: scope as BudgetScope, window: window as BudgetWindow, mode: mode as BudgetRecord['mode'], capPicoUsd: wholeOf(capPicoUsd), managedBy: managedBy as ManagedBy,
    raises: raises.map(({ id, amountPicoUsd, until, reason, createdBy, createdAt, endedAt }) => ({ id, amountPicoUsd: wholeOf(amountPicoUsd), until, reason, createdBy, createdAt, endedAt })),
  };
}
