// `aiproxy ledger …`: what every attempt used and cost, corrections of it, and the months that are closed.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import { findProjectId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { addLedgerExport } from './exports.js';
import { collectFigure, parseCount, parseMonth, type Figures } from '../options.js';
import { renderTable } from '../output/render-table.js';

type Row = components['schemas']['LedgerRowDto'];
type Request = components['schemas']['LedgerRequestDto'];
type Period = components['schemas']['PeriodDto'];

interface ListOptions {
  project?: string; requestId?: string; keyId?: string; memberId?: string; costCentre?: string; model?: string; providerId?: string; credentialId?: string; endpoint?: string;
  confidence?: Row['confidence']; outcome?: string; kind?: Row['kind']; endUser?: string; tag?: string; period?: string; from?: string; to?: string; limit?: number;
}
interface AdjustOptions { attempt: number; openedAt?: string; to?: Figures; by?: Figures; reason: string }

const figures = 'listUsd=0.0125, chargedUsd=0 or tokens like outputText=100; may be given more than once';

export function addLedgerCommands(program: Command, context: Context): void {
  const ledger = program.command('ledger').description('What every attempt used and cost');
  addList(ledger, context);
  addLedgerExport(ledger, context);
  ledger.command('show').description('All attempts of one request, what corrects them, and what they come to').argument('<request-id>')
    .action(async (id: string) => context.show(await answerOf(context.api().GET('/api/ledger/requests/{id}', { params: { path: { id } } })), renderRequest));
  ledger.command('adjust').description('Correct an attempt by a row of its own, which counts in an open month; prints its id').argument('<request-id>')
    .option('--attempt <number>', 'which of the request', parseCount, 1)
    .option('--opened-at <moment>', 'ISO 8601: of two of one name this one')
    .addOption(new Option('--to <figure=value>', `what it should be: ${figures}`).argParser(collectFigure).conflicts('by'))
    .addOption(new Option('--by <figure=value>', 'by how much it is wrong, the same way').argParser(collectFigure))
    .requiredOption('--reason <words>')
    .action(async (requestId: string, options: AdjustOptions) =>
      context.show(await answerOf(context.api().POST('/api/ledger/adjustments', { body: { requestId, ...options } })), (row) => `${row.requestId}\n`));
  ledger.command('periods').description('Months with rows or closed books, the youngest first')
    .action(async () => context.show(await answerOf(context.api().GET('/api/ledger/periods')), ({ data }) => renderTable(data, {
      month: ({ month }) => month, requests: ({ requests }) => `${requests}`, 'list USD': ({ listUsd }) => listUsd, 'charged USD': ({ chargedUsd }) => chargedUsd,
      'closed at': ({ closedAt }) => closedAt, 'closed by': ({ closedBy }) => closedBy,
    })));
  ledger.command('close').description('Close the books of a month that is over, for good').argument('<month>', 'like 2026-11', parseMonth)
    .option('-y, --yes', 'without asking')
    .action((month: string, { yes }: { yes?: true }) => close(context, month, yes === true));
}

function addList(ledger: Command, context: Context): void {
  ledger.command('list').description('Its rows, newest first')
    .option('--project <name>', 'of one project: its name or id')
    .option('--request-id <id>', 'attempts of one request, and what corrects them')
    .option('--key-id <id>').option('--member-id <id>').option('--cost-centre <name>', 'as of the request; (none): without one')
    .option('--model <id>', 'that served').option('--provider-id <id>').option('--credential-id <id>').option('--endpoint <name>', 'chat, completions, embeddings')
    .addOption(new Option('--confidence <confidence>').choices(['reported', 'counted', 'estimated', 'unpriced', 'none']))
    .option('--outcome <code>', 'ok, or an error code')
    .addOption(new Option('--kind <kind>').choices(['attempt', 'adjustment']))
    .option('--end-user <name>').option('--tag <name:value>')
    .option('--period <month>', 'that count in this month', parseMonth)
    .option('--from <moment>', 'ISO 8601: opened from then on')
    .option('--to <moment>', 'ISO 8601: opened before then')
    .option('--limit <count>', 'at most so many', parseCount, 50)
    .action((options: ListOptions) => list(context, options));
}

async function list(context: Context, { limit, project, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  const query = { ...filter, ...(project !== undefined && { projectId: await findProjectId(api, project) }) };
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/ledger', { params: { query: { ...query, ...page } } })), limit), {
    'request id': ({ requestId }) => requestId, attempt: ({ attempt }) => `${attempt}`, 'opened at': ({ openedAt }) => openedAt, period: ({ period }) => period,
    model: ({ modelServed }) => modelServed, provider: ({ providerId }) => providerId, outcome: ({ outcome }) => outcome, confidence: ({ confidence }) => confidence,
    'list USD': ({ listUsd }) => listUsd, 'charged USD': ({ chargedUsd }) => chargedUsd, corrects: ({ corrects }) => corrects && `${corrects.requestId} ${corrects.attempt}`,
  });
}

async function close(context: Context, month: string, yes: boolean): Promise<void> {
  if (!yes) await confirm(context.io, `Close ${month}, for good?`, 'ledger close --yes');
  context.show(await answerOf(context.api().POST('/api/ledger/periods/{month}/close', { params: { path: { month } } })), ({ month: closed, requests, chargedUsd }: Period) =>
    `${closed} is closed with ${requests} requests and ${chargedUsd} USD charged.\n`);
}

function renderRequest({ rows, net }: Request): string {
  const lines = rows.map((row) => (row.corrects === null
    ? `Attempt ${row.attempt} at ${row.providerId}, opened at ${row.openedAt}: ${row.outcome}, ${row.chargedUsd} USD charged (${row.confidence}), counts in ${row.period}.`
    : `${row.requestId} corrects attempt ${row.corrects.attempt} by ${row.chargedUsd} USD, counts in ${row.period}. ${row.author}: ${row.reason}`));
  const tokens = Object.entries(net.tokens).filter(([, count]) => count !== 0).map(([bucket, count]) => `${bucket} ${count}`);
  return `${[...lines, `In all: ${net.chargedUsd} USD charged, ${net.listUsd} USD by list price; ${tokens.join(', ') || 'no tokens'}.`].join('\n')}\n`;
}
