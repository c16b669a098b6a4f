// `aiproxy project …`
import { Option, type Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { findTierId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { collectTag, parseCount } from '../options.js';

interface ListOptions { name?: string; costCentre?: string; tag?: string; archived?: boolean; limit?: number }
interface CreateOptions { name: string; tier: string; costCentre?: string; tag?: Record<string, string>; onHangUp?: 'abort' | 'drain'; keepBodies?: 'none' | 'requests' | 'both'; keepBodiesDays?: number }

export function addProjectCommands(program: Command, context: Context): void {
  const project = program.command('project').description('Who pays');
  project.command('list').description('The projects that you may see, newest first')
    .option('--name <part>', 'those whose name holds this')
    .option('--cost-centre <name>')
    .option('--tag <name:value>')
    .option('--archived', 'the archived ones instead')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
  project.command('create').description('Make a project; prints its id')
    .requiredOption('--name <name>')
    .requiredOption('--tier <name>', 'whose limits its keys have: a name or an id')
    .option('--cost-centre <name>', 'where its costs are booked')
    .option('--tag <name=value>', 'booked with each request; more than one may be given', collectTag)
    .addOption(new Option('--on-hang-up <what>', 'an answer whose caller leaves is ended, or read on for its usage').choices(['abort', 'drain']))
    .addOption(new Option('--keep-bodies <what>', 'what is kept, sealed, of what is said').choices(['none', 'requests', 'both']))
    .option('--keep-bodies-days <count>', 'for how many days (1 to 90)', parseCount)
    .action((options: CreateOptions) => create(context, options));
}

function list(context: Context, { limit, archived, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  const query = { ...filter, ...(archived === true && { archived: 'true' as const }) };
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/projects', { params: { query: { ...query, ...page } } })), limit), {
    id: ({ id }) => id, name: ({ name }) => name, 'cost centre': ({ costCentre }) => costCentre,
    tags: ({ tags }) => Object.entries(tags).map(([name, value]) => `${name}=${value}`).join(' '),
    'on hang-up': ({ onHangUp }) => onHangUp, 'keeps bodies': ({ keepBodies }) => keepBodies, 'managed by': ({ managedBy }) => managedBy, created: ({ createdAt }) => createdAt, archived: ({ archivedAt }) => archivedAt,
  });
}

async function create(context: Context, { tier, tag, ...project }: CreateOptions): Promise<void> {
  const api = context.api();
  const body = { ...project, ...(tag && { tags: tag }), tierId: await findTierId(api, tier) };
  context.show(await answerOf(api.POST('/api/projects', { body })), ({ id }) => `${id}\n`);
}
