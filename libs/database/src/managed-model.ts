// A model as admins manage it, with what belongs to it, and how a change takes hold of one.
import type { Change } from './change.js';
import type { Prisma, Target } from './generated/client.js';
import type { Fallbacks, ModelType, Strategy, TargetTimeouts } from './records.js';
import { fallbacksOf, timeoutsOf } from './route-columns.js';
import { missing } from './row-state.js';
import { requireOwn, type Source } from './source.js';

export interface ManagedTarget extends Omit<Target, 'source' | 'timeouts'> { source: Source; timeouts: TargetTimeouts }

export interface ManagedModel {
  id: string;
  type: ModelType;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  capabilities: string[];
  strategy: Strategy;
  fallbacks: Fallbacks;
  source: Source;
  createdAt: Date;
  retiredAt: Date | null;
  version: number;
  aliases: { id: string; source: Source }[];
  /** By priority, then weight; retired ones are left out. */
  targets: ManagedTarget[];
}

/** To be read with it. */
export const whole = {
  aliases: { orderBy: { id: 'asc' } },
  targets: { where: { retiredAt: null }, orderBy: [{ priority: 'asc' }, { weight: 'desc' }, { id: 'asc' }] },
} satisfies Prisma.ModelInclude;
type Row = Prisma.ModelGetPayload<{ include: typeof whole }>;

/** The model that a change is about. Throws `missing`, `stale`, `file-managed`. */
export async function lockModel(change: Change, id: string, version?: number): Promise<ManagedModel> {
  const row = (await change.client.model.findUnique({ where: { id }, include: whole })) ?? missing('model');
  requireOwn(change, row, version);
  return managedModel(row);
}

/** What belongs to it has changed, and is shown with it. */
export async function countChange(change: Change, modelId: string): Promise<void> {
  await change.client.model.update({ where: { id: modelId }, data: { version: { increment: 1 } } });
}

export function managedModel({ type, strategy, fallbacks, source, aliases, targets, ...row }: Row): ManagedModel {
  return {
    ...row, type: type as ModelType, strategy: strategy as Strategy, fallbacks: fallbacksOf(fallbacks), source: source as Source, targets: targets.map(managedTarget),
    aliases: aliases.map((alias) => ({ id: alias.id, source: alias.source as Source })),
  };
}

export function managedTarget({ source, timeouts, ...row }: Target): ManagedTarget {
  return { ...row, source: source as Source, timeouts: timeoutsOf(timeouts) };
}
