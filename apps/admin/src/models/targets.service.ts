// The rules of targets: a provider that there is, a credential of that provider, and no name that says something else.
import { Injectable } from '@nestjs/common';
import type { Author, Change } from '#database/change';
import { CredentialRepository } from '#database/credentials';
import { Database } from '#database/database';
import type { ManagedTarget } from '#database/managed-model';
import { ManagedModelRepository } from '#database/managed-models';
import type { TargetTimeouts } from '#database/records';
import { TargetRepository } from '#database/targets';
import { providerById, providers } from '#providers/registry';
import { Clock } from '#server/clock';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { foreignName } from './public-names.js';
import type { CreateTargetDto, UpdateTargetDto } from './target.dto.js';
import type { SetTimeoutsDto } from './timeouts.dto.js';

@Injectable()
export class TargetsService {
  constructor(
    private readonly database: Database, private readonly targets: TargetRepository, private readonly models: ManagedModelRepository,
    private readonly credentials: CredentialRepository, private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<ManagedTarget> {
    return (await this.targets.find(id)) ?? Promise.reject(notFound('target'));
  }

  create(by: Author, modelId: string, target: CreateTargetDto): Promise<ManagedTarget> {
    return this.change(by, (change) => this.add(change, modelId, target));
  }

  /** Within a change that does more. `place` stands before the fields' names in what is refused. */
  async add(change: Change, modelId: string, target: CreateTargetDto, place = ''): Promise<ManagedTarget> {
    const { providerId, upstreamModel, credentialId = null, priority = 0, weight = 1, region = null, timeouts = {} } = target;
    if (!providerById(providerId)) throw invalid([{ param: `${place}providerId`, message: `${place}providerId must be one of ${Object.keys(providers).join(', ')}` }]);
    await this.requireCredentialOf(change, providerId, credentialId, place);
    const made = await this.targets.create(change, { modelId, providerId, upstreamModel, credentialId, priority, weight, region, timeouts: parseTimeouts(timeouts) });
    await this.requireOwnNames(change, modelId, `${place}providerId`);
    return made;
  }

  update(by: Author, id: string, { credentialId, priority, weight, region, timeouts }: UpdateTargetDto, version: number | undefined): Promise<ManagedTarget> {
    const patch = {
      ...(credentialId !== undefined && { credentialId }), ...(priority !== undefined && { priority }), ...(weight !== undefined && { weight }),
      ...(region !== undefined && { region }), ...(timeouts && { timeouts: parseTimeouts(timeouts) }),
    };
    return this.change(by, async (change) => {
      const after = await this.targets.update(change, id, patch, version);
      await this.requireCredentialOf(change, after.providerId, after.credentialId, '');
      await this.requireOwnNames(change, after.modelId, priority === undefined ? 'weight' : 'priority');
      return after;
    });
  }

  /** Of a model whose name says a provider, the last to go is that provider's. */
  async retire(by: Author, id: string, version: number | undefined): Promise<void> {
    const { modelId } = await this.get(id);
    await this.change(by, async (change) => {
      await this.targets.retire(change, id, version);
      await this.requireOwnNames(change, modelId, 'id');
    });
  }

  /** Throws ApiError when a name of the model says another provider than its first target's. `param` is the field that is to blame. */
  async requireOwnNames(change: Change, modelId: string, param: string): Promise<void> {
    const model = await this.models.seekIn(change, modelId);
    const problem = model && foreignName(model, param);
    if (problem) throw invalid([problem]);
  }

  private async requireCredentialOf(change: Change, providerId: string, credentialId: string | null, place: string): Promise<void> {
    if (credentialId === null) return;
    const credential = await this.credentials.seekIn(change, credentialId);
    if (!credential || credential.removedAt !== null || credential.providerId !== providerId)
      throw invalid([{ param: `${place}credentialId`, message: `${place}credentialId must be the id of a credential of ${providerId}` }]);
  }

  private change<T>(by: Author, work: (change: Change) => Promise<T>): Promise<T> {
    return this.database.change(by, new Date(this.clock.now()), work);
  }
}

/** What is null is not said. */
function parseTimeouts({ connectMs, firstByteMs, idleMs, totalMs }: SetTimeoutsDto): TargetTimeouts {
  return {
    ...(connectMs != null && { connectMs }), ...(firstByteMs != null && { firstByteMs }), ...(idleMs != null && { idleMs }), ...(totalMs != null && { totalMs }),
  };
}
