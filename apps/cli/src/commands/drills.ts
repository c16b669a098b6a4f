// `aiproxy drill …`: failures on purpose for a share of a project's requests, and what came of them.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import { findProjectId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';

type Drill = components['schemas']['DrillDto'];
type Report = components['schemas']['DrillReportDto'];

interface StartOptions {
  project: string; provider?: string; target?: string; effect: Drill['effect']; share: number; reason: string;
  delayMs?: number; failPercent?: number; from?: string; to?: string; minutes?: number;
}
interface ListOptions { project: string; state?: Drill['state']; limit?: number }

export function addDrillCommands(program: Command, context: Context): void {
  const drill = program.command('drill').description('Failures on purpose: what do callers notice when a provider fails?');
  drill.command('start').description('Let a target or a provider fail for a share of one project’s requests, for a time; prints its id')
    .requiredOption('--project <name>', 'whose requests: its name or id')
    .addOption(new Option('--provider <id>', 'all of its targets').conflicts('target'))
    .option('--target <id>', 'this one')
    .addOption(new Option('--effect <effect>', 'down: unreachable; slow: late; flaky: now and then a 503').choices(['down', 'slow', 'flaky']).makeOptionMandatory())
    .requiredOption('--share <percent>', 'of the project’s requests', parseCount)
    .requiredOption('--reason <words>', 'what it is for')
    .option('--delay-ms <ms>', 'of a slow one', parseCount)
    .option('--fail-percent <percent>', 'of a flaky one: so many of the attempts (default: 50)', parseCount)
    .option('--from <moment>', 'ISO 8601 (default: at once)')
    .addOption(new Option('--to <moment>', 'ISO 8601: at most 24 hours later').conflicts('minutes'))
    .option('--minutes <count>', 'how long, instead of --to', parseCount)
    .action((options: StartOptions) => start(context, options));
  drill.command('list').description('Of one project, newest first')
    .requiredOption('--project <name>')
    .addOption(new Option('--state <state>').choices(['ahead', 'under-way', 'over']))
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
  drill.command('end').description('End one before its time').argument('<id>').requiredOption('--project <name>')
    .action(async (id: string, { project }: { project: string }) => {
      const path = await pathOf(context, project, id);
      context.show(await answerOf(context.api().POST('/api/projects/{projectId}/drills/{id}/end', { params: { path } })), ({ endedAt, endsAt }) => `It ended at ${endedAt ?? endsAt}.\n`);
    });
  drill.command('report').description('What it did to requests').argument('<id>').requiredOption('--project <name>')
    .action(async (id: string, { project }: { project: string }) => {
      const path = await pathOf(context, project, id);
      context.show(await answerOf(context.api().GET('/api/projects/{projectId}/drills/{id}/report', { params: { path } })), renderReport);
    });
}

const pathOf = async (context: Context, project: string, id: string) => ({ projectId: await findProjectId(context.api(), project), id });

async function start(context: Context, { project, provider, target, from, to, minutes, ...rest }: StartOptions): Promise<void> {
  const api = context.api();
  const about = { ...(provider !== undefined && { providerId: provider }), ...(target !== undefined && { targetId: target }) };
  const time = { ...(from !== undefined && { startsAt: from }), ...(to !== undefined && { endsAt: to }), ...(minutes !== undefined && { durationMinutes: minutes }) };
  const projectId = await findProjectId(api, project);
  context.show(await answerOf(api.POST('/api/projects/{projectId}/drills', { params: { path: { projectId } }, body: { ...rest, ...about, ...time } })), ({ id }) => `${id}\n`);
}

async function list(context: Context, { project, limit, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  const path = { projectId: await findProjectId(api, project) };
  const pages = pagesOf((page) => answerOf(api.GET('/api/projects/{projectId}/drills', { params: { path, query: { ...filter, ...page } } })), limit);
  return context.showList(pages, {
    id: ({ id }) => id, state: ({ state }) => state, what: ({ providerId, targetId }) => providerId ?? targetId,
    effect: ({ effect, delayMs, failPercent }) => (effect === 'slow' ? `slow by ${delayMs} ms` : effect === 'flaky' ? `flaky at ${failPercent} %` : effect),
    share: ({ share }) => `${share} %`, from: ({ startsAt }) => startsAt, to: ({ endsAt, endedAt }) => endedAt ?? endsAt, reason: ({ reason }) => reason,
  });
}

function renderReport(report: Report): string {
  const { from, until, complete, requests, met, answered, saved, failed, metAttempts, attemptsPerRequest, metMs, unmetMs } = report;
  const took = (words: string, ms: Report['metMs']) => (ms === null ? [] : [`${words}: half within ${ms.median} ms, 99 of 100 within ${ms.p99} ms.`]);
  const lines = [
    `From ${from} until ${until}: ${requests} requests, ${met} of them met by the drill.`,
    ...(complete ? [] : ['There were more after that: a report counts only so many.']),
    ...(met === 0 ? [] : [`Answered: ${answered}, ${saved} of them saved by another target. Attempts for each: ${attemptsPerRequest}.`]),
    ...failed.map(({ status, errorCode, requests: count }) => `Failed with ${status}${errorCode === null ? '' : ` ${errorCode}`}: ${count}.`),
    ...metAttempts.map(({ outcome, attempts }) => `Attempts that it met, ${outcome}: ${attempts}.`),
    ...took('Requests that it met', metMs), ...took('Other requests', unmetMs),
    'Counted from request rows: those older than REQUEST_RETENTION_DAYS are gone.',
  ];
  return `${lines.join('\n')}\n`;
}
