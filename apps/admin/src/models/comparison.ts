// Models side by side: a row for each target, what of them is asked for, in the order asked for, page by page. Pure.
import type { ModelRecord, TargetRecord } from '#database/records';
import { bucketPrice } from '#metering/cost';
import { priceAt, type Price } from '#metering/price';
import { providerById } from '#providers/registry';
import type { IsConnected } from '../providers/connections.js';
import type { ComparisonSort, PriceState } from './comparison.dto.js';

export interface Compared { model: ModelRecord; target: TargetRecord; price: Price; connected: boolean }

export interface ComparisonFilter {
  ids?: readonly string[] | undefined;
  type?: string | undefined;
  capabilities: readonly string[];
  providers?: readonly string[] | undefined;
  connected?: boolean | undefined;
  price?: PriceState | undefined;
  minContextWindow?: number | undefined;
}

/** `at`: whose prices are shown. A target at a provider that this version does not know is left out. */
export function compare(models: readonly ModelRecord[], isConnected: IsConnected, { at, serviceTier }: { at: Date; serviceTier: string }): Compared[] {
  return models.flatMap((model) => model.targets.flatMap((target) => {
    const provider = providerById(target.providerId);
    const connected = isConnected(target.providerId, target.credentialId);
    return provider ? [{ model, target, connected, price: priceAt(target, provider.billing, at, serviceTier) }] : [];
  }));
}

export function matches({ model, target, price, connected }: Compared, filter: ComparisonFilter): boolean {
  return (filter.ids === undefined || filter.ids.some((id) => id === model.id || model.aliases.includes(id)))
    && (filter.type === undefined || model.type === filter.type)
    && filter.capabilities.every((capability) => model.capabilities.includes(capability))
    && (filter.providers === undefined || filter.providers.includes(target.providerId))
    && (filter.connected === undefined || connected === filter.connected)
    && (filter.price === undefined || price.state === filter.price)
    && (filter.minContextWindow === undefined || (model.contextWindow ?? 0) >= filter.minContextWindow);
}

/** Where a row stands: its value in the asked order (smaller is earlier, null last), then model and target. */
export type Position = readonly [value: bigint | null, modelId: string, targetId: string];

export function positionOf({ model, target, price }: Compared, sort: ComparisonSort): Position {
  const textPrice = (bucket: 'inputText' | 'outputText') => {
    if (price.state === 'unpriced') return null;
    return price.version ? (bucketPrice(price.version.unitPrices, bucket, 0) ?? null) : 0n;
  };
  const value = {
    id: () => 0n, input: () => textPrice('inputText'), output: () => textPrice('outputText'),
    context: () => largestFirst(model.contextWindow), maxOutput: () => largestFirst(model.maxOutputTokens),
  }[sort]();
  return [value, model.id, target.id];
}

const largestFirst = (value: number | null) => (value === null ? null : -BigInt(value));

export function comparePositions([one, oneModel, oneTarget]: Position, [other, otherModel, otherTarget]: Position): number {
  if (one !== other) return one === null || (other !== null && one > other) ? 1 : -1;
  if (oneModel !== otherModel) return oneModel < otherModel ? -1 : 1;
  return oneTarget === otherTarget ? 0 : oneTarget < otherTarget ? -1 : 1;
}

export function renderCursor([value, modelId, targetId]: Position): string {
  return Buffer.from(JSON.stringify([value?.toString() ?? null, modelId, targetId])).toString('base64url');
}

/** Undefined for what is no cursor of ours. */
export function parseCursor(text: string): Position | undefined {
  try {
    const [value, modelId, targetId] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof modelId !== 'string' || typeof targetId !== 'string' || (value !== null && typeof value !== 'string')) return undefined;
    return [value === null ? null : BigInt(value), modelId, targetId];
  } catch {
    return undefined;
  }
}
