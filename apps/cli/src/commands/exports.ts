// `aiproxy report export` and `aiproxy ledger export`: every row as a file.
import { Option, type Command } from 'commander';
import { downloadOf } from '../api/download.js';
import { findProjectId } from '../api/find-by-name.js';
import type { Context } from '../context.js';
import { saveDownload } from '../output/save-download.js';
import { askedReport, reportOptions, type ReportOptions } from './report-options.js';

type Format = 'csv' | 'ndjson' | 'xlsx';

interface ReportExportOptions extends ReportOptions { format: Format; focus?: true; output?: string }

interface LedgerExportOptions { project?: string; keyId?: string; model?: string; endUser?: string; tag?: string; period?: string; from?: string; to?: string; format: Format; output?: string }

export function addReportExport(report: Command, context: Context): void {
  asFile(reportOptions(report.command('export').description('Every row of a report, as a file'))
    .option('--focus', 'the columns of FOCUS 1.2 by local day, of the days and the projects alone; csv or ndjson'))
    .action((options: ReportExportOptions) => exportReport(context, options));
}

export function addLedgerExport(ledger: Command, context: Context): void {
  asFile(ledger.command('export').description('Rows of the ledger, the oldest first, as a file')
    .option('--project <name>', 'of one project: its name or id').option('--key-id <id>', 'of one key').option('--model <id>', 'that this model served')
    .option('--end-user <id>').option('--tag <name:value>').option('--period <month>', 'that count in it, like 2026-11')
    .option('--from <moment>', 'ISO 8601: from then on').option('--to <moment>', 'ISO 8601: before then'))
    .action((options: LedgerExportOptions) => exportLedger(context, options));
}

const asFile = (command: Command) => command
  .addOption(new Option('--format <format>', 'xlsx: up to 100,000 rows').choices(['csv', 'ndjson', 'xlsx']).default('csv'))
  .option('-o, --output <file>', 'instead of stdout');

async function exportReport(context: Context, { format, focus, output, ...options }: ReportExportOptions): Promise<void> {
  const api = context.api();
  const query = await askedReport(api, options);
  const asking = focus
    ? api.GET('/api/reports/focus/export', { params: { query: { ...query, format: format as 'csv' } }, parseAs: 'stream' })
    : api.GET('/api/reports/usage/export', { params: { query: { ...query, format } }, parseAs: 'stream' });
  await saveDownload({ ...await downloadOf(asking), format }, output, context.io);
}

async function exportLedger(context: Context, { format, output, project, ...filter }: LedgerExportOptions): Promise<void> {
  const api = context.api();
  const query = { ...filter, format, ...(project !== undefined && { projectId: await findProjectId(api, project) }) };
  await saveDownload({ ...await downloadOf(api.GET('/api/ledger/export', { params: { query }, parseAs: 'stream' })), format }, output, context.io);
}
