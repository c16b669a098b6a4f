// A key as the admin API shows it: its state is told from its dates, and a secret that has ended is not mentioned.
import { keyStateOf } from '#database/key-filter';
import type { IssuedKeyRecord } from '#database/key-record';
import { renderSomeLimits } from '../tiers/limit.js';
import type { KeyDto, NewSecretDto } from './key-answer.dto.js';
import type { MadeSecret } from './keys.service.js';

export function renderKey(key: IssuedKeyRecord, now: Date): KeyDto {
  const { id, projectId, name, last4, permissions, tierId, endUserPolicy, tags, ownerId, managedBy, version, previous, lastUsed } = key;
  const { allowedModels, deniedModels, allowedProviders, deniedProviders, allowedAddresses } = key;
  return {
    id, projectId, name, last4, state: keyStateOf(key, now), permissions,
    allowedModels, deniedModels, allowedProviders, deniedProviders, allowedAddresses,
    tierId, limits: renderSomeLimits(key.limits), endUserPolicy, tags, ownerId,
    createdAt: key.createdAt.toISOString(), expiresAt: isoOf(key.expiresAt), disabledAt: isoOf(key.disabledAt), revokedAt: isoOf(key.revokedAt),
    previous: previous && previous.until > now && key.revokedAt === null ? { last4: previous.last4, until: previous.until.toISOString() } : null,
    lastUsed: lastUsed && { ...lastUsed, at: lastUsed.at.toISOString() },
    managedBy, version,
  };
}

export const renderNewSecret = ({ key, secret }: MadeSecret, now: Date): NewSecretDto => Object.assign(renderKey(key, now), { secret });

const isoOf = (date: Date | null) => date?.toISOString() ?? null;
