// /api/currency-rates: what a US dollar is worth in other currencies, day by day. Reports in another currency are shown by them.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { RateRecord } from '#database/currency-rates';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { TakesCsv } from '../http/json-body.js';
import {
  CurrencyRateDto, CurrencyRateListDto, CurrencyRateQueryDto, ImportedRatesDto, ImportRatesDto, ImportRatesQueryDto, SetCurrencyRateDto,
} from './currency-rate.dto.js';
import { CurrencyRatesService } from './currency-rates.service.js';
import { renderCursor } from './rate-fields.js';

@ApiTags('currency-rates')
@Controller('api/currency-rates')
export class CurrencyRatesController {
  constructor(private readonly rates: CurrencyRatesService) {}

  /** The youngest day first. A day that has none is shown by the youngest before it. */
  @Get() @Requires('currency-rate:read')
  async list(@Query() query: CurrencyRateQueryDto): Promise<CurrencyRateListDto> {
    const { rows, next } = await this.rates.list(query);
    return { data: rows.map(renderRate), nextCursor: next && renderCursor(next) };
  }

  /** In the place of the one that is there, if there is one. */
  @Put(':currency/:day') @Requires('currency-rate:write')
  async set(@By() by: Author, @Param('currency') currency: string, @Param('day') day: string, @Body() body: SetCurrencyRateDto): Promise<CurrencyRateDto> {
    return renderRate(await this.rates.set(by, { currency, day }, body));
  }

  /**
   * All of a file or nothing; what is wrong is told line by line. Rates of 1 of another currency are divided by its rate of USD, which each day
   * must have, and rounded half to even at the twelfth decimal.
   */
  @Post('import') @HttpCode(200) @TakesCsv() @Requires('currency-rate:write')
  import(@By() by: Author, @Query() query: ImportRatesQueryDto, @Body() body: ImportRatesDto): Promise<ImportedRatesDto> {
    return this.rates.import(by, body, query);
  }

  /** Its day is then shown by the youngest rate before it. */
  @Delete(':currency/:day') @HttpCode(204) @Requires('currency-rate:write')
  async remove(@By() by: Author, @Param('currency') currency: string, @Param('day') day: string): Promise<void> {
    await this.rates.remove(by, { currency, day });
  }
}

const renderRate = ({ setAt, ...rate }: RateRecord): CurrencyRateDto => ({ ...rate, setAt: setAt.toISOString() });
