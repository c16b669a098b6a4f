// What reports are asked by on the command line.
import { Option, type Command } from 'commander';
import type { paths } from '#admin-api';
import type { Api } from '../api/connection.js';
import { findProjectId } from '../api/find-by-name.js';
import { collect, parseCount } from '../options.js';

type UsageQuery = NonNullable<paths['/api/reports/usage']['get']['parameters']['query']>;

export interface ReportOptions extends Omit<UsageQuery, 'project' | 'limit' | 'compare'> { project?: string[] }

const intervals = ['hour', 'day', 'week', 'month', 'quarter', 'fiscal-month', 'total'];

export function reportOptions(command: Command): Command {
  return daysOptions(command)
    .addOption(new Option('--interval <interval>', 'how the span is cut').choices(intervals))
    .option('--group-by <group>', 'project, costCentre, key, member, model, provider, credential, endpoint, confidence, endUser, tag:<name>; twice for two', collect)
    .option('--model <id>', 'that these served; may be given more than once', collect)
    .option('--key <id>', 'of these keys', collect)
    .option('--cost-centre <name>', 'of these', collect)
    .option('--end-user <id>', 'of these', collect)
    .option('--tag <name:value>', 'with these', collect)
    .option('--currency <code>', 'instead of the organisation’s')
    .option('--top <count>', 'the groups that cost most, the others as one', parseCount);
}

export function daysOptions(command: Command): Command {
  return command
    .option('--span <span>', 'this-month, last-month, last-30-days, this-quarter, last-year, …')
    .option('--from <day>', 'the first day, like 2026-11-01')
    .option('--to <day>', 'the last day; it counts')
    .option('--project <name>', 'of this project, its name or id; may be given more than once', collect);
}

/** Names of projects as ids. */
export async function askedReport<Options extends { project?: string[] }>(api: Api, { project, ...rest }: Options): Promise<Omit<Options, 'project'> & { project?: string[] }> {
  return { ...rest, ...(project && { project: await Promise.all(project.map((name) => findProjectId(api, name))) }) };
}
