// What the database holds, as resources.
import type { BudgetScope } from '#database/budget-record';
import type { ManagedBudget } from '#database/budgets';
import type { StoredConfiguration, StoredModel, StoredSecret, StoredTarget } from '#database/configuration';
import type { IssuedKeyRecord } from '#database/key-record';
import type { Limits } from '#database/records';
import { usdText } from '#metering/money';
import { renderLimits, type WrittenLimits } from '../tiers/limit.js';
import { renderUnitPrice } from '../models/unit-price.js';
import { keyOf, type Plain, type Present } from './resources.js';
import { fallbacksFields, limitsFields, sorted, sortedUnits, targetPath } from './wanted.js';

export function presentOf({ tiers, projects, keys, credentials, models, budgets, ...outside }: StoredConfiguration): Present[] {
  const tierNames = new Map(tiers.map(({ id, name }) => [id, name]));
  const projectNames = new Map(projects.map(({ id, name }) => [id, name]));
  const keyNames = namedKeys(keys);
  const credentialNames = new Map(credentials.map(({ id, name }) => [id, name]));
  return [
    ...tiers.map(({ id, name, managedBy, modelLimits, ...limits }): Present => ({
      kind: 'tier', id, path: [name], managedBy,
      fields: { ...limitsFields(renderLimits(limits)), modelLimits: modelLimits.map(({ models, ...own }) => ({ models, ...limitsFields(renderLimits(own)) })) },
    })),
    ...projects.map(({ id, name, managedBy, tierId, costCentre, basisPoints, tags, onHangUp, keepBodies, keepBodiesDays, archivedAt }): Present => ({
      kind: 'project', id, path: [name], managedBy,
      fields: { tier: tierNames.get(tierId)!, costCentre, basisPoints, tags, onHangUp, keepBodies, keepBodiesDays, archived: archivedAt !== null },
    })),
    ...keyNames.map(([name, key]) => presentKey([projectNames.get(key.projectId)!, name], key, tierNames)),
    ...credentials.map((credential): Present => ({
      kind: 'credential', id: credential.id, path: [credential.providerId, credential.name], managedBy: credential.managedBy,
      fields: { secret: showSecret(credential), baseUrl: credential.baseUrl, disabled: credential.disabledAt !== null },
    })),
    ...models.flatMap((model) => presentModel(model, credentialNames)),
    ...budgets.map((budget) => presentBudget(budget, { projectNames, keyNames: new Map(keyNames.map(([name, { id }]) => [id, name])), ...outside })),
  ];
}

/** What a plan shows of a secret that is there; it never shows more of one. */
export const showSecret = ({ secret, last4 }: StoredSecret) => (secret === null ? null : `(the one that ${last4 === null ? 'is stored' : `ends in ${last4}`})`);

/** A project may have several keys of one name: the oldest has it to itself, the others go by their ids, too. */
function namedKeys(keys: readonly IssuedKeyRecord[]): [string, IssuedKeyRecord][] {
  const taken = new Set<string>();
  return keys.map((key) => {
    const place = JSON.stringify([key.projectId, key.name]);
    const name = taken.has(place) ? `${key.name} (${key.id})`.slice(-100) : key.name;
    taken.add(place);
    return [name, key];
  });
}

function presentKey(path: string[], key: IssuedKeyRecord, tierNames: ReadonlyMap<string, string>): Present {
  return {
    kind: 'key', id: key.id, path, managedBy: key.managedBy,
    fields: {
      permissions: sorted(key.permissions),
      allowedModels: sorted(key.allowedModels), deniedModels: sorted(key.deniedModels),
      allowedProviders: sorted(key.allowedProviders), deniedProviders: sorted(key.deniedProviders),
      allowedAddresses: sorted(key.allowedAddresses),
      expiresAt: key.expiresAt?.toISOString() ?? null,
      tier: key.tierId === null ? null : tierNames.get(key.tierId)!,
      limits: writtenLimits(key.limits),
      tags: key.tags, endUserPolicy: key.endUserPolicy, disabled: key.disabledAt !== null,
    },
  };
}

interface NamesById { projectNames: ReadonlyMap<string, string>; keyNames: ReadonlyMap<string, string>; members: StoredConfiguration['members']; channels: StoredConfiguration['channels'] }

/** What is gone (a revoked key) goes by its id. */
function presentBudget(budget: ManagedBudget, { projectNames, keyNames, members, channels }: NamesById): Present {
  const { id, name, scope, value, projectId, window, capPicoUsd, mode, thresholds, channelIds, archivedAt, managedBy } = budget;
  const ofScope: Partial<Record<BudgetScope, ReadonlyMap<string, string>>> = { key: keyNames, project: projectNames, member: new Map(members.map((one) => [one.id, one.email])) };
  const channelNames = new Map(channels.map((one) => [one.id, one.name]));
  return {
    kind: 'budget', id, path: [name], managedBy,
    fields: {
      scope, value: ofScope[scope]?.get(value) ?? value, project: scope === 'project' || projectId === null ? null : projectNames.get(projectId)!,
      window, capUsd: usdText(capPicoUsd), mode, thresholds, channels: sorted(channelIds.flatMap((one) => channelNames.get(one) ?? [])), archived: archivedAt !== null,
    },
  };
}

/** Whom a file may name beside its own: `keyOf` and id. */
export const knownOutside = ({ members, channels }: StoredConfiguration): [string, string][] => [
  ...members.map(({ id, email }): [string, string] => [keyOf({ kind: 'member', path: [email] }), id]),
  ...channels.map(({ id, name }): [string, string] => [keyOf({ kind: 'notification-channel', path: [name] }), id]),
];

/** Those that the key has of its own. */
function writtenLimits(limits: Partial<Limits>): Record<string, Plain> {
  const all: WrittenLimits = renderLimits(limits as Limits);
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in limits));
}

const ownerOf = (source: string) => (source === 'catalogue' ? 'catalogue' : source === 'file' ? 'file' : 'api');

function presentModel(model: StoredModel, credentialNames: ReadonlyMap<string, string>): Present[] {
  const { id, type, contextWindow, maxOutputTokens, capabilities, strategy, fallbacks, source, retiredAt, aliases, targets } = model;
  return [
    {
      kind: 'model', id, path: [id], managedBy: ownerOf(source),
      fields: { type, contextWindow, maxOutputTokens, capabilities: sorted(capabilities), strategy, fallbacks: fallbacksFields(fallbacks), retired: retiredAt !== null },
    },
    ...targets.flatMap((target) => presentTarget(id, target, credentialNames)),
    ...aliases.map((alias): Present => ({ kind: 'alias', id: alias.id, path: [alias.id], managedBy: ownerOf(alias.source), fields: { model: id } })),
  ];
}

function presentTarget(modelId: string, target: StoredTarget, credentialNames: ReadonlyMap<string, string>): Present[] {
  const { id, providerId, upstreamModel, priority, weight, credentialId, region, timeouts, source, retiredAt } = target;
  // One that was removed has no name; a target that was retired before may still be tied to it.
  const credential = credentialId === null ? null : credentialNames.get(credentialId) ?? credentialId;
  const path = targetPath(modelId, { provider: providerId, upstreamModel, credential, region });
  const counting = new Map(target.prices.map((price) => [JSON.stringify([price.serviceTier, price.validFrom]), price]));
  return [
    { kind: 'target', id, path, managedBy: ownerOf(source), fields: { credential, priority, weight, region, timeouts: { ...timeouts }, retired: retiredAt !== null } },
    ...[...counting.values()].map((price): Present => ({
      kind: 'price', id: price.id, path: [...path, price.serviceTier, price.validFrom.toISOString()],
      managedBy: price.source === 'file' ? 'file' : price.source === 'admin' ? 'api' : 'catalogue',
      fields: { unitPrices: sortedUnits(price.unitPrices.map(renderUnitPrice)) },
    })),
  ];
}
