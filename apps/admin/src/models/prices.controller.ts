// /api/targets/{id}/prices: what a target costs, and cost before.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { ListQueryDto, renderPage } from '../http/list-query.dto.js';
import { CreatePriceDto, PreviewPriceDto, PriceDto, PriceListDto, PricePreviewDto } from './price.dto.js';
import { PricesService } from './prices.service.js';
import { PricePreviewService } from './price-preview.service.js';
import { renderPrice } from './render-price.js';

@ApiTags('models')
@Controller('api/targets/:id/prices')
export class PricesController {
  constructor(private readonly prices: PricesService, private readonly previews: PricePreviewService) {}

  /** The latest date first; of two versions with one date and service tier the first one here counts. */
  @Get() @Requires('model:read')
  async list(@Param('id') id: string, @Query() query: ListQueryDto): Promise<PriceListDto> {
    return renderPage(await this.prices.list(id, query), renderPrice);
  }

  /** Adds a version. Rows of the ledger keep the price that they were written with. */
  @Post() @Requires('price:write')
  async create(@By() by: Author, @Param('id') id: string, @Body() body: CreatePriceDto): Promise<PriceDto> {
    return renderPrice(await this.prices.create(by, id, body));
  }

  /** What the last 30 days would have cost at such prices. */
  @Post('preview') @HttpCode(200) @Requires('price:write')
  preview(@Param('id') id: string, @Body() body: PreviewPriceDto): Promise<PricePreviewDto> {
    return this.previews.preview(id, body);
  }
}
