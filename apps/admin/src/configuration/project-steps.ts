// Does the steps that are about tiers, projects and keys.
import { Injectable } from '@nestjs/common';
import { mintKey } from '#access/key';
import type { KeySettings } from '#database/key-record';
import { KeyRepository } from '#database/keys';
import { ProjectRepository } from '#database/projects';
import type { EndUserPolicy, KeepBodies, Limits, ModelLimits, OnHangUp } from '#database/records';
import { TierRepository } from '#database/tiers';
import { parseLimits, type WrittenLimits } from '../tiers/limit.js';
import { changes, changesBeside, isLetGo, type Applying } from './applying.js';
import type { Fields, Step } from './resources.js';

@Injectable()
export class ProjectSteps {
  constructor(private readonly tiers: TierRepository, private readonly projects: ProjectRepository, private readonly keys: KeyRepository) {}

  async tier(step: Step, applying: Applying): Promise<void> {
    if (isLetGo(step)) return applying.release(step, 'tier');
    const settings = tierSettings(step.fields!);
    if (step.action === 'create') applying.made(step, (await this.tiers.create(applying.change, { name: step.path[0], ...settings })).id);
    else await this.tiers.update(applying.change, step.id!, settings);
  }

  async project(step: Step, applying: Applying): Promise<void> {
    const { change } = applying;
    if (isLetGo(step)) {
      if (changes(step, 'archived')) await this.projects.archive(change, step.id!);
      return applying.release(step, 'project');
    }
    const settings = projectSettings(step.fields!, applying);
    if (step.action === 'create') return applying.made(step, (await this.projects.create(change, { name: step.path[0], ...settings })).id);
    if (changes(step, 'archived')) await this.projects.unarchive(change, step.id!);
    if (changesBeside(step, 'archived')) await this.projects.update(change, step.id!, settings);
  }

  async key(step: Step, applying: Applying): Promise<void> {
    const { change } = applying;
    const isDisabled = step.fields?.disabled !== false;
    if (step.action === 'create') await this.createKey(step, applying);
    else if (!isLetGo(step) && changesBeside(step, 'disabled')) await this.keys.update(change, step.id!, keySettings(step.fields!, applying));
    if (changes(step, 'disabled')) await this.keys.setDisabled(change, step.id ?? applying.idOf('key', ...step.path), isDisabled);
    if (isLetGo(step)) await applying.release(step, 'key');
  }

  private async createKey(step: Step, applying: Applying): Promise<void> {
    const [project, name] = step.path;
    const { secret, ...stored } = mintKey();
    const { id } = await this.keys.create(applying.change, { ...keySettings(step.fields!, applying), ...stored, name, projectId: applying.idOf('project', project) });
    applying.made(step, id);
    applying.secrets.push({ project, key: name, secret });
  }
}

function tierSettings({ modelLimits, ...limits }: Fields): Limits & { modelLimits: ModelLimits[] } {
  const perModels = modelLimits as unknown as (WrittenLimits & { models: string })[];
  return {
    ...allLimits(limits as unknown as WrittenLimits),
    modelLimits: perModels.map(({ models, ...own }) => ({ models, ...allLimits(own) })),
  };
}

const allLimits = (written: WrittenLimits) => parseLimits(written) as Limits;

function projectSettings({ tier, costCentre, basisPoints, tags, onHangUp, keepBodies, keepBodiesDays }: Fields, applying: Applying) {
  return {
    tierId: applying.idOf('tier', tier as string), costCentre: costCentre as string | null, basisPoints: basisPoints as number, tags: tags as Record<string, string>,
    onHangUp: onHangUp as OnHangUp, keepBodies: keepBodies as KeepBodies, keepBodiesDays: keepBodiesDays as number,
  };
}

/** Its name aside: a key that is there has one. */
function keySettings(fields: Fields, applying: Applying): Omit<KeySettings, 'name'> {
  const { tier, limits, expiresAt, tags, endUserPolicy } = fields;
  return {
    permissions: fields.permissions as string[],
    allowedModels: fields.allowedModels as string[], deniedModels: fields.deniedModels as string[],
    allowedProviders: fields.allowedProviders as string[], deniedProviders: fields.deniedProviders as string[],
    allowedAddresses: fields.allowedAddresses as string[],
    tierId: tier === null ? null : applying.idOf('tier', tier as string),
    limits: parseLimits(limits as Partial<WrittenLimits>),
    expiresAt: expiresAt === null ? null : new Date(expiresAt as string),
    tags: tags as Record<string, string>,
    endUserPolicy: endUserPolicy as EndUserPolicy,
  };
}
