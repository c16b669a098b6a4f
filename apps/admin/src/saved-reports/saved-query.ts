// The question that a saved report keeps: checked like a report's own address, and asked of other days when it is sent.
import type { Principal } from '../access/principal.js';
import { invalid } from '../http/validation.js';
import { parseReport, type ReportContext } from '../reports/parse-report.js';
import type { UsageReportQueryDto } from '../reports/report-query.dto.js';
import { ApiError } from '#server/errors/api-error';

/** Throws ApiError that names the field within `query`. */
export function checkQuery(me: Principal, query: UsageReportQueryDto, context: ReportContext): void {
  try {
    parseReport(me, query, context);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { problems = [] } = error.body().error;
    throw invalid(problems.map(({ param, message }) => ({ param: `query.${param}`, message: `query.${message}` })));
  }
}

/** Whether it is about other days as time goes by. */
export const isMoving = ({ from }: Pick<UsageReportQueryDto, 'from'>) => from === undefined;

/** The same of these days, or of its own. */
export function onDays({ from, to, span, ...query }: UsageReportQueryDto, days: { from?: string | undefined; to?: string | undefined }): UsageReportQueryDto {
  if (days.from === undefined && days.to === undefined) return { ...query, ...(span !== undefined && { span }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return { ...query, ...(days.from !== undefined && { from: days.from }), ...(days.to !== undefined && { to: days.to }) };
}
