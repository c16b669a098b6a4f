// Who stands behind the ids that a report is grouped by, as far as its member may know.
import { Injectable } from '@nestjs/common';
import { NameRepository, namedKinds, type NamedKind } from '#database/names';
import type { ManagementPermission } from '#access/roles';
import type { Principal } from '../access/principal.js';
import type { GroupDto } from './report.dto.js';
import { noneWord } from './parse-report.js';

export const restWord = '(other)';

/** Of a project's own keys and members its members know the names. */
const readers: Record<NamedKind, ManagementPermission> = { project: 'project:read', key: 'report:read', member: 'report:read', credential: 'credential:read' };

/** Whether the member may know the names of such. */
export const mayName = (me: Principal, kind: NamedKind) => me.mayAnywhere(readers[kind]);

/** One group of each row, in the order of the rows; null: without one. `by` as it was asked for. */
export interface GroupColumn { by: string; ids: readonly (string | null)[] }

@Injectable()
export class GroupNames {
  constructor(private readonly names: NameRepository) {}

  /** A way to say a group: what has no name of its own goes by its id. */
  async find(me: Principal, columns: readonly GroupColumn[]): Promise<(by: string, id: string | null, isRest?: boolean) => GroupDto> {
    const known = new Map(await Promise.all(columns.map(async ({ by, ids }) => [by, await this.namesOf(me, by, ids)] as const)));
    return (by, id, isRest = false) => ({ by, id, name: isRest ? restWord : id === null ? noneWord : known.get(by)?.get(id) ?? id });
  }

  private async namesOf(me: Principal, by: string, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const kind = namedKinds.find((named) => named === by);
    if (kind === undefined || !mayName(me, kind)) return new Map();
    return this.names.find(kind, [...new Set(ids.filter((id) => id !== null))]);
  }
}
