// Models compared by price and capability across providers, as they are offered now.
import { Injectable } from '@nestjs/common';
import { ModelRepository } from '#database/models';
import { defaultTier } from '#metering/price';
import { Clock } from '#server/clock';
import { invalid } from '../http/validation.js';
import { Connections } from '../providers/connections.js';
import type { ComparedDto, ComparedListDto, ComparisonQueryDto } from './comparison.dto.js';
import { compare, comparePositions, matches, parseCursor, positionOf, renderCursor, type Compared } from './comparison.js';
import { renderOne } from './render-price.js';

@Injectable()
export class ComparisonService {
  constructor(private readonly models: ModelRepository, private readonly connections: Connections, private readonly clock: Clock) {}

  async list(query: ComparisonQueryDto): Promise<ComparedListDto> {
    const { sort = 'id', limit = 50, cursor, serviceTier = defaultTier } = query;
    const after = cursor === undefined ? undefined : parseCursor(cursor);
    if (cursor !== undefined && !after) throw invalid([{ param: 'cursor', message: 'cursor must be the nextCursor of the page before' }]);
    const [models, { isConnected }] = [await this.models.loadAll(), await this.connections.read()];
    const rows = compare(models, isConnected, { at: new Date(this.clock.now()), serviceTier })
      .filter((row) => matches(row, filterOf(query)))
      .map((row) => ({ row, position: positionOf(row, sort) }))
      .filter(({ position }) => !after || comparePositions(position, after) > 0)
      .sort((one, other) => comparePositions(one.position, other.position));
    const page = rows.slice(0, limit);
    return { data: page.map(({ row }) => renderCompared(row)), nextCursor: rows.length > limit ? renderCursor(page.at(-1)!.position) : null };
  }
}

function filterOf({ ids, type, capability, provider, connected, price, minContextWindow }: ComparisonQueryDto) {
  return {
    ids: ids?.split(','), type, capabilities: capability?.split(',') ?? [], providers: provider?.split(','), price, minContextWindow,
    connected: connected === undefined ? undefined : connected === 'true',
  };
}

function renderCompared({ model, target, price, connected }: Compared): ComparedDto {
  const version = price.state === 'unpriced' ? null : price.version;
  return {
    modelId: model.id, targetId: target.id, providerId: target.providerId, upstreamModel: target.upstreamModel, region: target.region, type: model.type,
    contextWindow: model.contextWindow, maxOutputTokens: model.maxOutputTokens, capabilities: model.capabilities, connected,
    price: {
      state: price.state, validFrom: version?.validFrom.toISOString() ?? null, source: version?.source ?? null, unitPrices: version?.unitPrices.map(renderOne) ?? [],
    },
  };
}
