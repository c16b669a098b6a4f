// Models and targets as the admin API shows them.
import type { ManagedModel, ManagedTarget } from '#database/managed-model';
import type { TargetTimeouts } from '#database/records';
import type { ModelDto } from './model.dto.js';
import type { TargetDto } from './target.dto.js';
import type { TimeoutsDto } from './timeouts.dto.js';

export function renderModel({ aliases, targets, createdAt, retiredAt, ...model }: ManagedModel): ModelDto {
  const { id, type, contextWindow, maxOutputTokens, capabilities, strategy, fallbacks, source, version } = model;
  return {
    id, type, contextWindow, maxOutputTokens, capabilities, strategy, fallbacks, source, version, aliases: aliases.map((alias) => alias.id), targets: targets.map(renderTarget),
    createdAt: createdAt.toISOString(), retiredAt: retiredAt?.toISOString() ?? null,
  };
}

export function renderTarget({ timeouts, retiredAt, ...target }: ManagedTarget): TargetDto {
  const { id, modelId, providerId, upstreamModel, credentialId, priority, weight, region, source, version } = target;
  return {
    id, modelId, providerId, upstreamModel, credentialId, priority, weight, region, timeouts: renderTimeouts(timeouts), source, version,
    retiredAt: retiredAt?.toISOString() ?? null,
  };
}

function renderTimeouts({ connectMs, firstByteMs, idleMs, totalMs }: TargetTimeouts): TimeoutsDto {
  return { connectMs: connectMs ?? null, firstByteMs: firstByteMs ?? null, idleMs: idleMs ?? null, totalMs: totalMs ?? null };
}
