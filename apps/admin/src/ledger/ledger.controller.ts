// /api/ledger: what every attempt used and cost, its corrections, and the months that are closed.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { LedgerRowRepository } from '#database/ledger-rows';
import { PeriodRepository } from '#database/periods';
import { Clock } from '#server/clock';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { CreateAdjustmentDto, LedgerListDto, LedgerQueryDto, LedgerRequestDto, LedgerRowDto, PeriodDto, PeriodListDto } from './ledger.dto.js';
import { LedgerService } from './ledger.service.js';
import { parseLedgerFilter } from './parse-ledger-filter.js';
import { parseCursor, renderCursor, renderPeriod, renderRequest, renderRow } from './render-ledger.js';

@ApiTags('ledger')
@Controller('api/ledger')
export class LedgerController {
  constructor(private readonly ledger: LedgerService, private readonly rows: LedgerRowRepository, private readonly periods: PeriodRepository, private readonly clock: Clock) {}

  /** Newest first, of the projects in which the member may see them. */
  @Get() @Requires('ledger:read')
  async list(@Me() me: Principal, @Query() query: LedgerQueryDto): Promise<LedgerListDto> {
    const { rows, next } = await this.rows.list({ limit: query.limit ?? 50, after: parseCursor(query.cursor) }, parseLedgerFilter(me, query));
    return { data: rows.map(renderRow), nextCursor: next && renderCursor(next) };
  }

  /** All attempts of one request with what corrects them, and what they come to. */
  @Get('requests/:id') @Requires('ledger:read', { ledger: 'id' })
  async request(@Param('id') id: string): Promise<LedgerRequestDto> {
    return renderRequest(await this.rows.ofRequest(id));
  }

  /** Corrects a row by another one, which says by how much it was wrong. It counts in the first month that is open. */
  @Post('adjustments') @Requires('ledger:adjust')
  async adjust(@By() by: Author, @Body() body: CreateAdjustmentDto): Promise<LedgerRowDto> {
    return renderRow(await this.ledger.adjust(by, body, new Date(this.clock.now())));
  }

  /** Months with rows or closed books, the youngest first. */
  @Get('periods') @Requires('period:read')
  async listPeriods(): Promise<PeriodListDto> {
    return { data: (await this.periods.list()).map(renderPeriod) };
  }

  /** Closes the books of a month that is over: what comes of it later counts in the next one. It cannot be opened again. */
  @Post('periods/:month/close') @HttpCode(200) @Requires('period:close')
  async close(@By() by: Author, @Param('month') month: string): Promise<PeriodDto> {
    return renderPeriod(await this.ledger.close(by, month, new Date(this.clock.now())));
  }
}
