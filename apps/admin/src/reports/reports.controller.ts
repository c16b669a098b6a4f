// /api/reports: what was used and spent, by whom, on what, in the projects that the member may see.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { Me } from '../access/signed-in.js';
import { MoversQueryDto, UsageReportQueryDto } from './report-query.dto.js';
import { MoversDto, UsageReportDto } from './report.dto.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@Controller('api/reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  /**
   * Cost, tokens, requests, errors and latency, by interval and up to two groups. From the sums of the ledger, in the organisation's time
   * zone; beside it the total of the whole ledger for the same filter, and how sure its figures are.
   */
  @Get('usage') @Requires('report:read')
  async usage(@Me() me: Principal, @Query() query: UsageReportQueryDto): Promise<UsageReportDto> {
    return this.reports.usage(me, query);
  }

  /** Which groups' charged cost changed most, against the span before of the same length. In USD. */
  @Get('movers') @Requires('report:read')
  async movers(@Me() me: Principal, @Query() query: MoversQueryDto): Promise<MoversDto> {
    return this.reports.movers(me, query);
  }
}
