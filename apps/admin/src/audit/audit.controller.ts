// /api/audit: who changed what. It is read, exported and proven here; only changes write it.
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AuditRepository } from '#database/audit';
import { Database } from '#database/database';
import { verifyAudit } from '#database/verify-audit';
import { Requires } from '../access/route-access.js';
import { notFound } from '../http/not-found.js';
import { AuditExportQueryDto, AuditListDto, AuditQueryDto, AuditRowDto, AuditVerdictDto, VerifyAuditDto } from './audit.dto.js';
import { parseAuditFilter } from './parse-audit-filter.js';
import { renderAuditRow, renderCsv, renderNdjson } from './render-audit.js';
import { sendLines } from './send-lines.js';

@ApiTags('audit')
@Requires('audit:read')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: AuditRepository, private readonly database: Database) {}

  /** Newest first. */
  @Get()
  async list(@Query() query: AuditQueryDto): Promise<AuditListDto> {
    const { limit = 50, cursor } = query;
    const { rows, next } = await this.audit.list({ limit, after: cursor === undefined ? undefined : BigInt(cursor) }, parseAuditFilter(query));
    return { data: rows.map(renderAuditRow), nextCursor: next?.toString() ?? null };
  }

  /** All rows that match, newest first, as a file. `X-AIProxy-Rows` says how many will come: fewer lines are a broken download. */
  @Get('export') @ApiProduces('application/x-ndjson', 'text/csv') @ApiOkResponse({ schema: { type: 'string' } })
  async export(@Query() query: AuditExportQueryDto, @Res() response: Response): Promise<void> {
    const { count, rows } = await this.audit.export(parseAuditFilter(query));
    const csv = query.format === 'csv';
    response.setHeader('content-type', csv ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson');
    response.setHeader('content-disposition', `attachment; filename="audit.${csv ? 'csv' : 'ndjson'}"`);
    response.setHeader('x-aiproxy-rows', count);
    await sendLines(csv ? renderCsv(rows) : renderNdjson(rows), response);
  }

  /** Proves that no row was changed, taken out, put in or moved since it was written. */
  @Post('verify') @HttpCode(200)
  async verify(@Body() { expected }: VerifyAuditDto): Promise<AuditVerdictDto> {
    const verdict = await verifyAudit(this.database, expected && { sequence: BigInt(expected.sequence), hash: expected.hash });
    const { head, firstBroken } = verdict;
    return {
      ...verdict,
      head: head && { ...head, sequence: head.sequence.toString() },
      firstBroken: firstBroken && { ...firstBroken, sequence: firstBroken.sequence.toString() },
    };
  }

  @Get(':sequence')
  async get(@Param('sequence') sequence: string): Promise<AuditRowDto> {
    const row = /^\d{1,18}$/.test(sequence) ? await this.audit.find(BigInt(sequence)) : undefined;
    if (row === undefined) throw notFound('row of the audit log');
    return renderAuditRow(row);
  }
}
