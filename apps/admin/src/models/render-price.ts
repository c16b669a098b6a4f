// Prices as the admin API shows them: exact, as text.
import type { ManagedPrice } from '#database/prices';
import type { UnitPrice } from '#database/records';
import { renderUnitPrice } from './unit-price.js';
import type { PriceDto, UnitPriceDto } from './price.dto.js';

export function renderPrice({ id, targetId, serviceTier, validFrom, source, reason, createdAt, unitPrices }: ManagedPrice): PriceDto {
  return { id, targetId, serviceTier, source, reason, validFrom: validFrom.toISOString(), createdAt: createdAt.toISOString(), unitPrices: unitPrices.map(renderOne) };
}

export function renderOne(price: UnitPrice): UnitPriceDto {
  const { usdPerMillionTokens = null, usdPerUnit = null } = renderUnitPrice(price);
  return { bucket: price.bucket, fromInputTokens: price.fromInputTokens, usdPerMillionTokens, usdPerUnit };
}
