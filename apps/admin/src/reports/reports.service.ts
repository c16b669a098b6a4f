// Usage reports: asks the tables of sums what an address asks for, the same of the span before, and the whole ledger beside them.
import { Injectable } from '@nestjs/common';
import { ReportRepository } from '#database/reports/reports';
import type { IntervalSums, UsageAnswer, UsageQuestion } from '#database/reports/usage-query';
import { RollupRepository } from '#database/rollups/rollups';
import type { Principal } from '../access/principal.js';
import { invalid } from '../http/validation.js';
import { GroupNames } from './group-names.js';
import { parseMovers, parseReport } from './parse-report.js';
import { ReportContexts } from './report-context.js';
import { ReportRates } from './report-rates.js';
import type { MoversQueryDto, UsageReportQueryDto } from './report-query.dto.js';
import type { MoversDto, UsageReportDto } from './report.dto.js';
import { groupsOf, renderReport } from './render-report.js';
import { renderMover } from './render-mover.js';
import { addDays, fiscalOf, spanBefore } from './spans.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly reports: ReportRepository, private readonly rollups: RollupRepository, private readonly contexts: ReportContexts,
    private readonly names: GroupNames, private readonly rates: ReportRates,
  ) {}

  async usage(me: Principal, query: UsageReportQueryDto): Promise<UsageReportDto> {
    const context = await this.contexts.now();
    const question = parseReport(me, query, context);
    const fiscal = fiscalOf(context.settings);
    const before = query.compare && { ...question, ...spanBefore(question, fiscal), top: undefined, limit: mostCompared };
    const [answer, byConfidence, previous, waiting] = await Promise.all([
      this.reports.usage(question), this.reports.byConfidence(question), before && this.previousOf(before), this.rollups.waiting(),
    ]);
    const rates = await this.rates.find(query.currency ?? context.settings.currency, [
      { question, starts: startsOf([...answer.totals, ...[...byConfidence.values()].flat()]) }, ...(before && previous ? [{ question: before, starts: startsOf(previous.totals) }] : []),
    ]);
    const groupBy = query.groupBy ?? [];
    const name = await this.names.find(me, groupsOf(answer.rows, question, groupBy));
    return renderReport({ question, groupBy, fiscal, answer, byConfidence, previous, rates, name, isSettled: waiting.length === 0 });
  }

  /** The largest changes of what was charged between the span and the one before it. */
  async movers(me: Principal, query: MoversQueryDto): Promise<MoversDto> {
    const context = await this.contexts.now();
    const question = parseMovers(me, query, context);
    const before = { ...question, ...spanBefore(question, fiscalOf(context.settings)) };
    const movers = await this.reports.movers(before, question);
    const name = await this.names.find(me, [{ by: query.by, ids: movers.map(({ value }) => value) }]);
    return {
      from: question.from, to: addDays(question.until, -1), previousFrom: before.from, previousTo: addDays(before.until, -1),
      data: movers.map((mover) => renderMover(mover, (id) => name(query.by, id))),
    };
  }

  private async previousOf(question: UsageQuestion): Promise<UsageAnswer> {
    const answer = await this.reports.usage(question);
    if (answer.count <= mostCompared) return answer;
    throw invalid([{ param: 'compare', message: `compare must be left out: the span before has ${answer.count} rows, and at most ${mostCompared} can be compared` }]);
  }
}

const mostCompared = 20_000;
const startsOf = (sums: readonly IntervalSums[]) => sums.map(({ start }) => start);
