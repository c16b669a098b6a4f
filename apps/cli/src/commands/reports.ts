// `aiproxy report …`: what was used and spent, by whom, on what.
import type { Command } from 'commander';
import type { components, paths } from '#admin-api';
import { answerOf } from '../api/answer.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';
import { renderReport } from '../output/render-report.js';
import { renderTable } from '../output/render-table.js';
import { amountsFor, type ShowAmount } from '../output/show-amount.js';
import { addReportExport } from './exports.js';
import { askedReport, daysOptions, reportOptions, type ReportOptions } from './report-options.js';
import { addSavedReportCommands } from './saved-reports.js';

type MoversQuery = paths['/api/reports/movers']['get']['parameters']['query'];

export function addReportCommands(program: Command, context: Context): void {
  const report = program.command('report').description('What was used and spent, by whom, on what');
  reportOptions(report.command('usage').description('Cost, tokens, requests by interval and group')).option('--limit <count>', 'at most so many rows', parseCount)
    .action(async (options: ReportOptions & { limit?: number }) => {
      const api = context.api();
      const answer = await answerOf(api.GET('/api/reports/usage', { params: { query: await askedReport(api, options) } }));
      const show = await amountsFor(context);
      context.show(answer, (report) => renderReport(report, show));
    });
  daysOptions(report.command('movers').description('What changed most against the span before, of the same length')).requiredOption('--by <group>', 'a group of `report usage`')
    .option('--limit <count>', 'at most so many', parseCount)
    .action(async (options: Omit<MoversQuery, 'project'> & { project?: string[] }) => {
      const api = context.api();
      const answer = await answerOf(api.GET('/api/reports/movers', { params: { query: await askedReport(api, options) } }));
      const show = await amountsFor(context);
      context.show(answer, (movers) => renderMovers(movers, show));
    });
  addReportExport(report, context);
  addSavedReportCommands(report, context);
}

function renderMovers({ data, from, to, previousFrom, previousTo }: components['schemas']['MoversDto'], show: ShowAmount): string {
  const spans = `${from} to ${to} against ${previousFrom} to ${previousTo}.\n`;
  if (data.length === 0) return `Nothing changed, ${spans}`;
  const table = renderTable(data, {
    group: ({ group }) => group.name, before: ({ before }) => show(before.chargedUsd, 'USD'), now: ({ after }) => show(after.chargedUsd, 'USD'), change: ({ changeUsd }) => show(changeUsd, 'USD'), kind: ({ kind }) => kind,
  });
  return `${table}${spans}`;
}
