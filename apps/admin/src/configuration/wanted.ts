// What a file asks for, as resources: presets become permissions, what is left out (or empty: null in YAML) becomes its default, and
// lists without an order of their own are sorted.
import { parseNetwork } from '#access/address-list';
import { keyPresets } from '#access/grants';
import { parseBaseUrl } from '#providers/base-url';
import { picoUsd, usdText } from '#metering/money';
import { usualThresholds } from '../budgets/parse-budget.js';
import { parseUnitPrice, renderUnitPrice } from '../models/unit-price.js';
import type { BudgetEntry } from './configuration-budgets.dto.js';
import type { ConfigurationDto, KeyEntry, LimitsEntry, ProjectEntry, TierEntry } from './configuration.dto.js';
import type { FallbacksEntry, ModelEntry, PriceEntry, TargetEntry, TimeoutsEntry, UnitPriceEntry } from './configuration-models.dto.js';
import { textOf, type Fields, type Plain, type Resource } from './resources.js';

/** Of a file that was checked. `secretOf` says how a credential's secret is to be shown: as it is, or that it is another one. */
export function wantedOf(file: ConfigurationDto, secretOf: (providerId: string, name: string, secret: string | undefined) => string | null): Resource[] {
  return [
    ...entriesOf(file.tiers, (name, tier): Resource[] => [{ kind: 'tier', path: [name], fields: tierFields(tier) }]),
    ...entriesOf(file.projects, wantedOfProject),
    ...entriesOf(file.providers, (providerId, { credentials }) => entriesOf(credentials, (name, { secret, baseUrl, disabled }): Resource[] => [
      { kind: 'credential', path: [providerId, name], fields: { secret: secretOf(providerId, name, secret), baseUrl: normalBaseUrl(baseUrl), disabled: disabled ?? false } },
    ])),
    ...entriesOf(file.models, wantedOfModel),
    ...entriesOf(file.budgets, (name, budget): Resource[] => [{ kind: 'budget', path: [name], fields: budgetFields(budget) }]),
  ];
}

const entriesOf = <Entry>(named: Map<string, Entry> | undefined, toResources: (name: string, entry: Entry) => Resource[]): Resource[] =>
  [...(named ?? [])].flatMap(([name, entry]) => toResources(name, entry));

export const limitsFields = ({ requestsPerMinute, requestsPerDay, tokensPerMinute, concurrentRequests }: LimitsEntry) =>
  ({ requestsPerMinute, requestsPerDay, tokensPerMinute, concurrentRequests });

function tierFields({ modelLimits, ...limits }: TierEntry): Fields {
  return { ...limitsFields(limits), modelLimits: (modelLimits ?? []).map(({ models, ...own }) => ({ models, ...limitsFields(own) })) };
}

function wantedOfProject(name: string, { keys, tier, costCentre, basisPoints, tags, onHangUp, keepBodies, keepBodiesDays }: ProjectEntry): Resource[] {
  const fields = {
    tier, costCentre: costCentre ?? null, basisPoints: basisPoints ?? 0, tags: { ...tags }, onHangUp: onHangUp ?? 'abort',
    keepBodies: keepBodies ?? 'none', keepBodiesDays: keepBodiesDays ?? 7, archived: false,
  };
  const project: Resource = { kind: 'project', path: [name], fields };
  return [project, ...entriesOf(keys, (key, entry): Resource[] => [{ kind: 'key', path: [name, key], fields: keyFields(entry) }])];
}

function keyFields(key: KeyEntry): Fields {
  const permissions = key.permissions ?? keyPresets.find(({ id }) => id === key.preset)?.permissions ?? [];
  return {
    permissions: sorted(permissions),
    allowedModels: sorted(key.allowedModels), deniedModels: sorted(key.deniedModels),
    allowedProviders: sorted(key.allowedProviders), deniedProviders: sorted(key.deniedProviders),
    allowedAddresses: sorted((key.allowedAddresses ?? []).map((address) => parseNetwork(address) ?? address)),
    expiresAt: key.expiresAt ? new Date(key.expiresAt).toISOString() : null,
    tier: key.tier ?? null,
    limits: Object.fromEntries(Object.entries(key.limits ?? {}).filter(([, limit]) => limit !== null)),
    tags: { ...key.tags },
    endUserPolicy: key.endUserPolicy ?? 'optional',
    disabled: key.disabled ?? false,
  };
}

function budgetFields({ scope, value, project, window, capUsd, mode, thresholds, channels }: BudgetEntry): Fields {
  return {
    scope, value: scope === 'member' ? value.toLowerCase() : value, project: project ?? null, window, capUsd: usdText(picoUsd(capUsd)), mode: mode ?? 'hard',
    thresholds: (thresholds ?? usualThresholds).toSorted((one, other) => one - other), channels: sorted(channels), archived: false,
  };
}

function wantedOfModel(id: string, { aliases, targets, ...entry }: ModelEntry): Resource[] {
  const { type, contextWindow, maxOutputTokens, capabilities, strategy, fallbacks } = entry;
  const fields = {
    type, contextWindow: contextWindow ?? null, maxOutputTokens: maxOutputTokens ?? null, capabilities: sorted(capabilities),
    strategy: strategy ?? 'weighted', fallbacks: fallbacksFields(fallbacks), retired: false,
  };
  return [
    { kind: 'model', path: [id], fields },
    ...targets.flatMap((target) => wantedOfTarget(targetPath(id, target), target)),
    ...(aliases ?? []).map((alias): Resource => ({ kind: 'alias', path: [alias], fields: { model: id } })),
  ];
}

/** A target is this: with another credential or region it is another one. */
export const targetPath = (model: string, { provider, upstreamModel, credential, region }: Pick<TargetEntry, 'provider' | 'upstreamModel'> & { credential?: string | null; region?: string | null }) =>
  [model, provider, upstreamModel, credential ?? '', region ?? ''];

/** In the order given; what is empty is not said. */
export const fallbacksFields = (fallbacks: FallbacksEntry | undefined): Record<string, string[]> => Object.fromEntries(
  Object.entries(fallbacks ?? {}).filter(([, names]: [string, string[] | null | undefined]) => names != null && names.length > 0) as [string, string[]][]);

const timeoutsFields = (timeouts: TimeoutsEntry | undefined): Fields =>
  Object.fromEntries(Object.entries(timeouts ?? {}).filter(([, limit]: [string, number | null | undefined]) => limit != null) as [string, number][]);

function wantedOfTarget(path: string[], { credential, priority, weight, region, timeouts, prices }: TargetEntry): Resource[] {
  const fields = {
    credential: credential ?? null, priority: priority ?? 0, weight: weight ?? 1, region: region ?? null, timeouts: timeoutsFields(timeouts), retired: false,
  };
  return [{ kind: 'target', path, fields }, ...(prices ?? []).map((price) => wantedPrice(path, price))];
}

function wantedPrice(target: readonly string[], { validFrom, serviceTier, unitPrices }: PriceEntry): Resource {
  return { kind: 'price', path: [...target, serviceTier ?? 'default', new Date(validFrom).toISOString()], fields: priceFields(unitPrices) };
}

/** Of prices that can be read. */
export const priceFields = (unitPrices: readonly UnitPriceEntry[]): Fields => ({ unitPrices: sortedUnits(unitPrices.map((unit) => renderUnitPrice(parseUnitPrice(unit)!))) });

/** As it is stored. Whether it may be set is asked elsewhere. */
export function normalBaseUrl(text: string | null | undefined): string | null {
  if (text == null) return null;
  const parsed = parseBaseUrl(text, { allowPrivate: true });
  return 'url' in parsed ? parsed.url : text;
}

export const sorted = (list?: readonly string[]) => (list ?? []).toSorted(); // null, too: an empty field of a file
export const sortedUnits = (units: readonly Plain[]) => units.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
