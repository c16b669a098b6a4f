// One row's cost computed again, from its buckets and the prices that it names.
import type { PricedRow } from '#database/proof/ledger-reading';
import type { UnitPrice } from '#database/records';
import { listCost } from '../cost.js';
import { charge } from '../money.js';
import type { Difference } from './check.js';

/** What is not as it must be; undefined: nothing. A row without a version is free or unpriced, and costs nothing; so does one that ran nowhere. */
export function recompute(row: PricedRow, versions: ReadonlyMap<string, readonly UnitPrice[]>): Difference | undefined {
  const differs = (what: string, expected: string | bigint, found: string | bigint): Difference => (
    { at: { ...row.at, attempt: `${row.at.attempt}` }, what, expected: `${expected}`, found: `${found}` });
  const unitPrices = row.priceVersionId === null ? [] : versions.get(row.priceVersionId);
  if (!unitPrices) return differs('price_version_id', 'a price version that is there', row.priceVersionId ?? '');
  const used = Object.values(row.usage).some((tokens) => tokens !== 0);
  if (row.confidence === 'none' && used) return differs('confidence', 'no tokens of what ran nowhere', row.confidence);
  // What is free costs nothing in any bucket, whether it has a price or not.
  const isFree = unitPrices.every(({ picoUsd }) => picoUsd === 0n);
  const { listPicoUsd, unpriced } = row.confidence === 'none' || isFree ? nothing : listCost(row.usage, unitPrices);
  if (listPicoUsd !== row.listPicoUsd) return differs('list_pico_usd', listPicoUsd, row.listPicoUsd);
  const chargedPicoUsd = charge(listPicoUsd, row.basisPoints);
  if (chargedPicoUsd !== row.chargedPicoUsd) return differs('charged_pico_usd', chargedPicoUsd, row.chargedPicoUsd);
  if (unpriced.length > 0 && row.confidence !== 'unpriced') return differs('confidence', 'unpriced', row.confidence);
  return undefined;
}

const nothing = { listPicoUsd: 0n, unpriced: [] };
