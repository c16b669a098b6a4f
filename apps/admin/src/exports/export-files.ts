// What a file of each kind holds and what it is called: the question of an address as a relation, within what its member may see.
import { Injectable } from '@nestjs/common';
import type { ExportRelation } from '#database/exports/export-relation';
import type { Named } from '#database/exports/figure-columns';
import { focusRelation } from '#database/exports/focus-relation';
import { ledgerRelation } from '#database/exports/ledger-relation';
import { usageRelation, type ExportRates } from '#database/exports/usage-relation';
import { namedKinds } from '#database/names';
import { ReportRepository } from '#database/reports/reports';
import type { UsageQuestion } from '#database/reports/usage-query';
import type { Provider } from '#providers/provider';
import { providers } from '#providers/registry';
import type { Principal } from '../access/principal.js';
import { parseLedgerFilter } from '../ledger/parse-ledger-filter.js';
import { mayName, restWord } from '../reports/group-names.js';
import { noneWord, parseReport } from '../reports/parse-report.js';
import { ReportContexts } from '../reports/report-context.js';
import { ReportRates } from '../reports/report-rates.js';
import { addDays } from '../reports/spans.js';
import type { FocusExportQueryDto, LedgerExportQueryDto, UsageExportQueryDto } from './export-query.dto.js';

export interface ExportFile {
  relation: ExportRelation;
  /** Without its ending. */
  name: string;
  /** For the audit log. */
  kind: 'usage' | 'ledger' | 'focus';
}

@Injectable()
export class ExportFiles {
  constructor(private readonly contexts: ReportContexts, private readonly reports: ReportRepository, private readonly rates: ReportRates) {}

  async usage(me: Principal, query: Omit<UsageExportQueryDto, 'format'>): Promise<ExportFile> {
    const context = await this.contexts.now();
    const question = parseReport(me, query, context);
    const groups = (query.groupBy ?? []).map((by) => question.groupBy.find((dimension) => dimension === by) ?? 'label');
    const rates = await this.ratesOf(question, query.currency ?? context.settings.currency);
    const relation = usageRelation({ question, groups, named: namedFor(me), words: { none: noneWord, rest: restWord }, rates });
    return { relation, name: fileName('usage', question), kind: 'usage' };
  }

  ledger(me: Principal, query: LedgerExportQueryDto): ExportFile {
    const { format: _, ...asked } = query;
    const days = [query.period, query.from?.slice(0, 10), query.to?.slice(0, 10)].filter((part) => part !== undefined);
    return { relation: ledgerRelation(parseLedgerFilter(me, asked), namedFor(me)), name: ['ledger', ...days].join('-'), kind: 'ledger' };
  }

  async focus(me: Principal, query: FocusExportQueryDto): Promise<ExportFile> {
    const { format: _, ...asked } = query;
    const context = await this.contexts.now();
    const { from, until, filter, timeZone } = parseReport(me, asked, context);
    const relation = focusRelation({
      from, until, projectIds: filter.project as string[] | undefined, organisationName: context.settings.organisationName, timeZone,
      providerNames: new Map(Object.values<Provider>(providers).map(({ id, name }) => [id, name])), named: namedFor(me),
    });
    return { relation, name: fileName('focus', { from, until }), kind: 'focus' };
  }

  private async ratesOf(question: UsageQuestion, code: string): Promise<ExportRates | undefined> {
    if (code === 'USD') return undefined;
    const { totals } = await this.reports.usage({ ...question, groupBy: [], label: undefined, top: undefined, limit: 1 });
    const starts = totals.map(({ start }) => start);
    const rates = await this.rates.find(code, [{ question, starts }]);
    return { code, byStart: starts.map((start) => ({ start, rate: rates.of(start).rate })) };
  }
}

const fileName = (kind: string, { from, until }: Pick<UsageQuestion, 'from' | 'until'>) => `${kind}-${from}-${addDays(until, -1)}`;

const namedFor = (me: Principal) => Object.fromEntries(namedKinds.map((kind) => [kind, mayName(me, kind)])) as unknown as Named;
