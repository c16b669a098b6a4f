// /api/tiers: the named sets of rate limits.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { TierRecord } from '#database/records';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { renderLimits } from './limit.js';
import { CreateTierDto, TierDto, TierListDto, TierQueryDto, UpdateTierDto } from './tier.dto.js';
import { TiersService } from './tiers.service.js';

@ApiTags('tiers')
@Controller('api/tiers')
export class TiersController {
  constructor(private readonly tiers: TiersService) {}

  @Get() @Requires('tier:read')
  async list(@Query() query: TierQueryDto): Promise<TierListDto> {
    return renderPage(await this.tiers.list(query), renderTier);
  }

  @Post() @Requires('tier:write')
  async create(@By() by: Author, @Body() body: CreateTierDto): Promise<TierDto> {
    return renderTier(await this.tiers.create(by, body));
  }

  @Get(':id') @Requires('tier:read')
  async get(@Param('id') id: string): Promise<TierDto> {
    return renderTier(await this.tiers.get(id));
  }

  /** Changes what is given. With `If-Match` only the version that it names. */
  @Patch(':id') @Requires('tier:write')
  async update(@By() by: Author, @Param('id') id: string, @Body() body: UpdateTierDto, @IfMatch() version?: number): Promise<TierDto> {
    return renderTier(await this.tiers.update(by, id, body, version));
  }

  /** 409 while a project or a key subscribes to it. */
  @Delete(':id') @HttpCode(204) @Requires('tier:write')
  async remove(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<void> {
    await this.tiers.remove(by, id, version);
  }
}

export function renderTier({ id, name, modelLimits, managedBy, version, createdAt, ...limits }: TierRecord): TierDto {
  return {
    id, name, managedBy, version, createdAt: createdAt.toISOString(), ...renderLimits(limits),
    modelLimits: modelLimits.map(({ models, ...own }) => ({ models, ...renderLimits(own) })),
  };
}
