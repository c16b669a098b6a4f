// Does the steps that are about models, their aliases, targets and prices.
import { Injectable } from '@nestjs/common';
import { AliasRepository } from '#database/aliases';
import { ManagedModelRepository, type ModelFacts } from '#database/managed-models';
import { PriceRepository } from '#database/prices';
import type { Strategy, TargetTimeouts } from '#database/records';
import { fallbacksOf } from '#database/route-columns';
import { TargetRepository, type TargetPlace } from '#database/targets';
import { parseUnitPrice } from '../models/unit-price.js';
import { changes, changesBeside, isLetGo, type Applying } from './applying.js';
import type { UnitPriceEntry } from './configuration-models.dto.js';
import type { Fields, Step } from './resources.js';

@Injectable()
export class ModelSteps {
  constructor(
    private readonly models: ManagedModelRepository, private readonly aliases: AliasRepository,
    private readonly targets: TargetRepository, private readonly prices: PriceRepository,
  ) {}

  async model(step: Step, applying: Applying): Promise<void> {
    const { change } = applying;
    const [id] = step.path;
    if (isLetGo(step)) {
      if (changes(step, 'retired')) await this.models.retire(change, id);
      return applying.release(step, 'model');
    }
    if (step.action === 'create') return void (await this.models.create(change, id, factsOf(step.fields!)));
    if (changes(step, 'retired')) await this.models.restore(change, id);
    if (changesBeside(step, 'retired')) await this.models.update(change, id, factsOf(step.fields!));
  }

  async target(step: Step, applying: Applying): Promise<void> {
    const { change } = applying;
    if (isLetGo(step)) {
      if (changes(step, 'retired')) await this.targets.retire(change, step.id!);
      return applying.release(step, 'target');
    }
    const [modelId, providerId, upstreamModel] = step.path;
    const place = placeOf(step, applying);
    // One that was retired comes back by being made again.
    if (step.action === 'create' || step.action === 'restore') applying.made(step, (await this.targets.create(change, { modelId, providerId, upstreamModel, ...place })).id);
    else await this.targets.update(change, step.id!, place);
  }

  /** An alias is its name and its model: a change is another one of that name. */
  async alias(step: Step, { change }: Applying): Promise<void> {
    const [name] = step.path;
    const before = step.changes.find(({ field }) => field === 'model')?.before ?? step.fields?.model;
    if (step.action !== 'create') await this.aliases.remove(change, before as string, name);
    if (!isLetGo(step)) await this.aliases.create(change, step.fields!.model as string, name);
  }

  async price(step: Step, applying: Applying): Promise<void> {
    const [model, provider, upstreamModel, credential, region, serviceTier, validFrom] = step.path;
    await this.prices.create(applying.change, {
      targetId: applying.idOf('target', model, provider, upstreamModel, credential, region), serviceTier, validFrom: new Date(validFrom),
      unitPrices: (step.fields!.unitPrices as unknown as UnitPriceEntry[]).map((unit) => parseUnitPrice(unit)!),
    });
  }
}

function factsOf({ type, contextWindow, maxOutputTokens, capabilities, strategy, fallbacks }: Fields): ModelFacts {
  return {
    type: type as ModelFacts['type'], contextWindow: contextWindow as number | null, maxOutputTokens: maxOutputTokens as number | null, capabilities: capabilities as string[],
    strategy: strategy as Strategy, fallbacks: fallbacksOf(fallbacks),
  };
}

function placeOf({ path, fields }: Step, applying: Applying): TargetPlace {
  const { credential, priority, weight, region, timeouts } = fields!;
  return {
    priority: priority as number, weight: weight as number, region: region as string | null, timeouts: timeouts as TargetTimeouts,
    credentialId: credential === null ? null : applying.idOf('credential', path[1], credential as string),
  };
}
