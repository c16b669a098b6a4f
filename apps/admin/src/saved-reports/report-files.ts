// The file that goes with a scheduled report: the export that its reader could download, as long as a mail can hold it.
import { Injectable } from '@nestjs/common';
import { ExportRepository } from '#database/exports/exports';
import type { ScheduledFormat } from '#database/saved-reports/report-schedules';
import type { Principal } from '../access/principal.js';
import { ExportFiles } from '../exports/export-files.js';
import { mostXlsxRows } from '../exports/export-sender.js';
import { writeXlsx, xlsxType } from '../exports/xlsx/write-xlsx.js';
import type { Attachment } from '../mail/mailer.js';
import type { UsageReportQueryDto } from '../reports/report-query.dto.js';
import type { UsageReportDto } from '../reports/report.dto.js';
import { readWithin } from './read-within.js';

const mostFileBytes = 10 * 1024 * 1024;
/** Nobody waits for it, but the connection is somebody's. */
const withinMs = 60_000;

const types: Record<ScheduledFormat, string> = { csv: 'text/csv; charset=utf-8', json: 'application/json', xlsx: xlsxType };

@Injectable()
export class ReportFiles {
  constructor(private readonly files: ExportFiles, private readonly exports: ExportRepository) {}

  /** Undefined: it is too large to be sent. Throws ApiError, DatabaseError. */
  async make(me: Principal, query: UsageReportQueryDto, report: UsageReportDto, format: ScheduledFormat): Promise<Attachment | undefined> {
    const content = format === 'json' ? within(Buffer.from(`${JSON.stringify(report, null, 2)}\n`)) : await this.export(me, query, format);
    return content && { filename: `usage-${report.from}-${report.to}.${format}`, content, contentType: types[format] };
  }

  private async export(me: Principal, asked: UsageReportQueryDto, format: 'csv' | 'xlsx'): Promise<Buffer | undefined> {
    const { limit: _, compare: __, ...query } = asked;
    const { relation } = await this.files.usage(me, query);
    const over = AbortSignal.timeout(withinMs);
    const open = await this.exports.open(relation, over);
    const stop = () => void open.close();
    over.addEventListener('abort', stop, { once: true });
    try {
      if (format === 'csv') return await readWithin(open.read('csv'), mostFileBytes);
      return open.rowCount > mostXlsxRows ? undefined : await readWithin(writeXlsx(relation.columns, open.read('ndjson')), mostFileBytes);
    } finally {
      over.removeEventListener('abort', stop);
      await open.close();
    }
  }
}

const within = (content: Buffer) => (content.length > mostFileBytes ? undefined : content);
