// What the steps of one applied file share: the change that they are all part of, and what was made on the way.
import type { Change } from '#database/change';
import { release, type ReleasableKind } from '#database/configuration-release';
import type { ConfigurationDto } from './configuration.dto.js';
import { keyOf, type Known, type Step } from './resources.js';

export interface NewKeySecret { project: string; key: string; secret: string }

export class Applying {
  readonly secrets: NewKeySecret[] = [];

  /** `ids`: of what is there, by `keyOf`. */
  constructor(readonly change: Change, readonly file: ConfigurationDto, private readonly ids: Map<string, string>) {}

  made(step: Step, id: string): void {
    this.ids.set(keyOf(step), id);
  }

  /** Plans name what they need before they need it. */
  idOf(kind: Known, ...path: string[]): string {
    const id = this.ids.get(keyOf({ kind, path }));
    if (id === undefined) throw new Error(`the plan has no ${kind} for ${path.join('/')}`);
    return id;
  }

  async release(step: Step, kind: ReleasableKind): Promise<void> {
    const projectId = kind === 'key' ? this.idOf('project', step.path[0]) : kind === 'project' ? step.id : null;
    await release(this.change, kind, step.id!, projectId);
  }
}

/** No longer in the file. */
export const isLetGo = ({ fields }: Step) => fields === undefined;

export const changes = (step: Step, field: string) => step.changes.some((change) => change.field === field);

/** Anything but this, whose it is included: what a row's own writing takes along. */
export const changesBeside = (step: Step, ...fields: string[]) => step.changes.some((change) => !fields.includes(change.field));
