// Sends an export: its rows are counted, it is noted in the audit log, and only then the first byte goes out, the rest no faster than it is
// taken. Whoever goes away leaves nothing running; what breaks off cuts the connection, so that half a file is not taken for a whole one.
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Database } from '#database/database';
import type { OpenExport } from '#database/exports/exports';
import { ExportRepository } from '#database/exports/exports';
import { Clock } from '#server/clock';
import { ClientGone } from '#server/errors/api-error';
import { authorOf, principalOf } from '../access/signed-in.js';
import { invalid } from '../http/validation.js';
import type { ExportFile } from './export-files.js';
import type { ExportFormat } from './export-query.dto.js';
import { ExportSlots } from './export-slots.js';
import { xlsxType, writeXlsx } from './xlsx/write-xlsx.js';

const types: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson', xlsx: xlsxType };

export const mostXlsxRows = 100_000;

@Injectable()
export class ExportSender {
  constructor(
    private readonly database: Database, private readonly exports: ExportRepository, private readonly slots: ExportSlots, private readonly clock: Clock,
  ) {}

  /** Of a HEAD the number alone. Throws ApiError, DatabaseError; ClientGone when nobody waits any more. */
  async send(file: ExportFile, format: ExportFormat, request: Request, response: Response): Promise<void> {
    const free = this.slots.take(principalOf(request).memberId);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    if (response.destroyed) gone.abort(); // left before anybody listened, while the question was made
    try {
      await this.withOpen(file, gone.signal, (open) => this.answer(file, format, open, request, response));
    } catch (error) {
      throw gone.signal.aborted ? new ClientGone() : error;
    } finally {
      free();
    }
  }

  private async withOpen(file: ExportFile, signal: AbortSignal, work: (open: OpenExport) => Promise<void>): Promise<void> {
    const open = await this.exports.open(file.relation, signal);
    try {
      await work(open);
    } finally {
      await open.close();
    }
  }

  private async answer(file: ExportFile, format: ExportFormat, open: OpenExport, request: Request, response: Response): Promise<void> {
    const { rowCount } = open;
    if (format === 'xlsx' && rowCount > mostXlsxRows) throw invalid([{ param: 'format', message: `format must be csv or ndjson: there are ${rowCount} rows, and xlsx is made of at most ${mostXlsxRows}` }]);
    if (response.destroyed) throw new ClientGone();
    if (request.method !== 'HEAD') await this.note(file, format, rowCount, request);
    response.setHeader('content-type', types[format]);
    response.setHeader('content-disposition', `attachment; filename="${file.name}.${format}"`);
    response.setHeader('x-aiproxy-rows', rowCount);
    response.setHeader('cache-control', 'no-store');
    if (request.method === 'HEAD') response.end();
    else if (format === 'xlsx') await pipeline(writeXlsx(file.relation.columns, open.read('ndjson')), response);
    else await pipeline(open.read(format), response);
  }

  private async note({ kind, name }: ExportFile, format: ExportFormat, rows: number, request: Request): Promise<void> {
    const { format: _, ...query } = request.query;
    await this.database.change(authorOf(request), new Date(this.clock.now()), (change) => {
      change.note({ action: `${kind}.export`, resource: 'export', resourceId: `${name}.${format}`, after: { format, rows, query } });
      return Promise.resolve();
    });
  }
}
