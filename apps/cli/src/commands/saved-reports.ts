// `aiproxy report saved …`: usage reports under a name, when they are sent and to whom, and what came of it.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import { findSavedReportId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { CliError } from '../failure.js';
import { collect, parseCount } from '../options.js';
import { renderReport } from '../output/render-report.js';
import { amountsFor } from '../output/show-amount.js';
import { askedReport, reportOptions, type ReportOptions } from './report-options.js';

type Schedule = components['schemas']['ScheduleDto'];

interface CreateOptions extends ReportOptions { name: string; organisation?: true }
interface ScheduleOptions { cadence: Schedule['cadence']; day?: number; time: string; format?: Schedule['format']; email?: string[]; channel?: string }
interface ListOptions { limit?: number }

export function addSavedReportCommands(report: Command, context: Context): void {
  const saved = report.command('saved').description('Reports under a name, shown again and sent');
  withLimit(saved.command('list').description('One’s own and those of the organisation, newest first'))
    .action((options: ListOptions) => list(context, options));
  reportOptions(saved.command('create').description('Keep a question under a name; prints its id')).requiredOption('--name <name>')
    .option('--organisation', 'shown to whoever may see reports, each with their own figures')
    .action((options: CreateOptions) => create(context, options));
  named(saved.command('show').description('What it says now')).option('--from <day>', 'other days than its own').option('--to <day>')
    .action(async (name: string, query: { from?: string; to?: string }) => {
      const path = await pathOf(context, name);
      const answer = await answerOf(context.api().GET('/api/reports/saved/{id}/result', { params: { path, query } }));
      const show = await amountsFor(context);
      context.show(answer, (report) => renderReport(report, show));
    });
  addScheduleCommands(saved, context);
}

function addScheduleCommands(saved: Command, context: Context): void {
  named(saved.command('schedule').description('Have it sent, as what you may see then; prints the schedule’s id'))
    .addOption(new Option('--cadence <cadence>').choices(['daily', 'weekly', 'monthly', 'quarterly']).makeOptionMandatory())
    .option('--day <number>', 'of the week 1 (Monday) to 7; of the month, or the quarter’s first month, 1 to 31', parseCount)
    .requiredOption('--time <time>', 'in the organisation’s time zone, like 08:00')
    .addOption(new Option('--format <format>', 'of the file (default: csv)').choices(['csv', 'xlsx', 'json']))
    .addOption(new Option('--email <address>', 'a member’s; may be given more than once').argParser(collect).conflicts('channel'))
    .option('--channel <id>', 'a notification channel instead')
    .action((name: string, options: ScheduleOptions) => schedule(context, name, options));
  withLimit(named(saved.command('schedules').description('When it is sent, and to whom'))).action((name: string, options: ListOptions) => listSchedules(context, name, options));
  withLimit(named(saved.command('runs').description('How its sendings ended, newest first'))).action((name: string, options: ListOptions) => listRuns(context, name, options));
  named(saved.command('run').description('Send it at once, to those whom a schedule names; prints the run’s id')).option('--schedule <id>', 'which one, where it has several')
    .action((name: string, options: { schedule?: string }) => run(context, name, options.schedule));
}

const named = (command: Command) => command.argument('<name>', 'its name or id');
const withLimit = (command: Command) => command.option('--limit <count>', 'at most so many', parseCount);
const pathOf = async (context: Context, name: string) => ({ id: await findSavedReportId(context.api(), name) });

function list(context: Context, { limit }: ListOptions): Promise<void> {
  const pages = pagesOf((query) => answerOf(context.api().GET('/api/reports/saved', { params: { query } })), limit);
  return context.showList(pages, {
    id: ({ id }) => id, name: ({ name }) => name, 'shown to': ({ visibility }) => visibility, owner: ({ ownerName }) => ownerName,
    days: ({ query: { span, from, to } }) => span ?? (from ? `${from} to ${to}` : 'this-month'), link: ({ link }) => link,
  });
}

async function create(context: Context, { name, organisation, ...options }: CreateOptions): Promise<void> {
  const api = context.api();
  const query = await askedReport(api, options) as components['schemas']['UsageReportQueryDto']; // what has a default may be left out
  context.show(await answerOf(api.POST('/api/reports/saved', { body: { name, visibility: organisation ? 'organisation' : 'own', query } })), ({ id }) => `${id}\n`);
}

async function schedule(context: Context, name: string, { email, channel, ...rest }: ScheduleOptions): Promise<void> {
  const path = await pathOf(context, name);
  const body = { ...rest, ...(email && { emails: email }), ...(channel !== undefined && { channelId: channel }) };
  context.show(await answerOf(context.api().POST('/api/reports/saved/{id}/schedules', { params: { path }, body })), ({ id }) => `${id}\n`);
}

async function listSchedules(context: Context, name: string, { limit }: ListOptions): Promise<void> {
  return context.showList(await schedulesOf(context, name, limit), {
    id: ({ id }) => id, cadence: ({ cadence, day }) => (day === null ? cadence : `${cadence} on ${day}`), time: ({ time, timeZone }) => `${time} ${timeZone}`, format: ({ format }) => format,
    to: ({ emails, channelId }) => channelId ?? emails.join(', '), next: ({ nextAt }) => nextAt ?? 'paused', owner: ({ ownerName }) => ownerName,
  });
}

async function listRuns(context: Context, name: string, { limit }: ListOptions): Promise<void> {
  const path = await pathOf(context, name);
  const pages = pagesOf((query) => answerOf(context.api().GET('/api/reports/saved/{id}/runs', { params: { path, query } })), limit);
  return context.showList(pages, {
    id: ({ id }) => id, due: ({ dueAt }) => dueAt, outcome: ({ outcome }) => outcome ?? 'under way', from: ({ from }) => from, to: ({ to }) => to, rows: ({ rowCount }) => rowCount,
    'charged USD': ({ chargedUsd }) => chargedUsd, attempts: ({ attempts }) => attempts, problem: ({ problem }) => problem,
  });
}

async function run(context: Context, name: string, asked: string | undefined): Promise<void> {
  const path = await pathOf(context, name);
  const scheduleId = asked ?? await onlySchedule(context, path.id);
  context.show(await answerOf(context.api().POST('/api/reports/saved/{id}/run', { params: { path }, body: { scheduleId } })), ({ id }) => `${id}\n`);
}

async function schedulesOf(context: Context, name: string, limit?: number) {
  const path = await pathOf(context, name);
  return pagesOf((query) => answerOf(context.api().GET('/api/reports/saved/{id}/schedules', { params: { path, query } })), limit);
}

async function onlySchedule(context: Context, reportId: string): Promise<string> {
  const ids: string[] = [];
  for await (const { data } of await schedulesOf(context, reportId)) ids.push(...data.map(({ id }) => id));
  if (ids.length === 1) return ids[0];
  throw new CliError(ids.length === 0 ? 'It has no schedule that names anybody: make one with `report saved schedule`.' : `It has several schedules. Say which with --schedule: ${ids.join(', ')}.`);
}
