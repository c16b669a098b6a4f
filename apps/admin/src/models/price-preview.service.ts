// Prices tried out before they are set: what a target's calls of the last 30 days would have cost. Nothing is written.
import { Injectable } from '@nestjs/common';
import { PriceRepository } from '#database/prices';
import { listCostOfSum } from '#metering/cost-of-sum';
import { usdText } from '#metering/money';
import { ceilingTier, defaultTier } from '#metering/price';
import { Clock } from '#server/clock';
import type { PreviewPriceDto, PricePreviewDto } from './price.dto.js';
import { PricesService } from './prices.service.js';

const previewedMs = 30 * 24 * 3_600_000;

@Injectable()
export class PricePreviewService {
  constructor(private readonly pricesService: PricesService, private readonly prices: PriceRepository, private readonly clock: Clock) {}

  async preview(targetId: string, { serviceTier = defaultTier, unitPrices: written }: PreviewPriceDto): Promise<PricePreviewDto> {
    const { target, unitPrices } = await this.pricesService.parse(targetId, written);
    const until = new Date(this.clock.now());
    const from = new Date(until.getTime() - previewedMs);
    const contextTiers = [...new Set([0, ...unitPrices.map(({ fromInputTokens }) => fromInputTokens)])];
    const { modelId, providerId } = target;
    // What was booked at the ceiling, or at nothing, waits for an ordinary price.
    const tiers = serviceTier === defaultTier ? { serviceTiers: [defaultTier, ceilingTier], withUnpriced: true } : { serviceTiers: [serviceTier], withUnpriced: false };
    const used = await this.prices.usage({ targetId, modelId, providerId, ...tiers, from, until, contextTiers });
    const costs = used.map(({ attempts, ...sum }) => listCostOfSum({ ...sum, calls: attempts }, unitPrices));
    return {
      from: from.toISOString(), until: until.toISOString(),
      attempts: used.reduce((sum, { attempts }) => sum + attempts, 0),
      unpricedAttempts: used.reduce((sum, { unpriced }) => sum + unpriced, 0),
      bookedListUsd: usdText(used.reduce((sum, { listPicoUsd }) => sum + listPicoUsd, 0n)),
      newListUsd: usdText(costs.reduce((sum, { listPicoUsd }) => sum + listPicoUsd, 0n)),
      lackingBuckets: [...new Set(costs.flatMap(({ unpriced }) => unpriced))],
    };
  }
}
