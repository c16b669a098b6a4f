// Models and targets as the admin API shows them.
import type { ManagedModel, ManagedTarget } from '#database/managed-model';
import type { ModelDto } from './model.dto.js';
import type { TargetDto } from './target.dto.js';

export function renderModel({ id, type, contextWindow, maxOutputTokens, capabilities, source, aliases, targets, createdAt, retiredAt, version }: ManagedModel): ModelDto {
  return {
    id, type, contextWindow, maxOutputTokens, capabilities, source, version, aliases: aliases.map((alias) => alias.id), targets: targets.map(renderTarget),
    createdAt: createdAt.toISOString(), retiredAt: retiredAt?.toISOString() ?? null,
  };
}

export function renderTarget({ id, modelId, providerId, upstreamModel, credentialId, priority, weight, source, retiredAt, version }: ManagedTarget): TargetDto {
  return { id, modelId, providerId, upstreamModel, credentialId, priority, weight, source, version, retiredAt: retiredAt?.toISOString() ?? null };
}
