// Exports: what reports and the ledger hold, as files.
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { Me } from '../access/signed-in.js';
import { ExportFiles } from './export-files.js';
import { FocusExportQueryDto, LedgerExportQueryDto, UsageExportQueryDto } from './export-query.dto.js';
import { ExportSender } from './export-sender.js';
import { xlsxType } from './xlsx/write-xlsx.js';

@ApiTags('exports')
@Controller('api')
export class ExportsController {
  constructor(private readonly files: ExportFiles, private readonly sender: ExportSender) {}

  /** Every row of a usage report as a file. `X-AIProxy-Rows` says how many come, to a HEAD too: fewer are a broken download. XLSX up to 100,000. */
  @Get('reports/usage/export') @Requires('report:read') @ApiProduces('text/csv', 'application/x-ndjson', xlsxType) @ApiOkResponse({ schema: { type: 'string' } })
  async usage(@Me() me: Principal, @Query() { format = 'csv', ...query }: UsageExportQueryDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sender.send(await this.files.usage(me, query), format, request, response);
  }

  /** The columns of FOCUS 1.2 (the FinOps cost and usage specification), by local day. Rows are counted likewise. */
  @Get('reports/focus/export') @Requires('report:read') @ApiProduces('text/csv', 'application/x-ndjson') @ApiOkResponse({ schema: { type: 'string' } })
  async focus(@Me() me: Principal, @Query() query: FocusExportQueryDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sender.send(await this.files.focus(me, query), query.format ?? 'csv', request, response);
  }

  /** Rows of the ledger, the oldest first. Rows are counted likewise. XLSX up to 100,000. */
  @Get('ledger/export') @Requires('ledger:read') @ApiProduces('text/csv', 'application/x-ndjson', xlsxType) @ApiOkResponse({ schema: { type: 'string' } })
  async ledger(@Me() me: Principal, @Query() query: LedgerExportQueryDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sender.send(this.files.ledger(me, query), query.format ?? 'csv', request, response);
  }
}
