// `aiproxy budget …`: caps on what is charged, over windows of time, and what is spent of them.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import { findBudgetId, findProjectId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { collectPercent, parseCount } from '../options.js';

type Budget = components['schemas']['BudgetDto'];
type WithStanding = components['schemas']['BudgetWithStandingDto'];

interface ListOptions { project?: string; scope?: Budget['scope']; value?: string; archived?: true; limit?: number }
interface CreateOptions {
  name: string; scope: Budget['scope']; value: string; project?: string; window: Budget['window']; capUsd: string; soft?: true; threshold?: number[]; channel?: string[];
}
interface RaiseOptions { amountUsd: string; until: string; reason: string }

const scopes = ['key', 'project', 'member', 'end-user', 'tag', 'model'];
const windows = ['day', 'week', 'month', 'quarter', 'fiscal-quarter', 'fiscal-year', 'total'];

export function addBudgetCommands(program: Command, context: Context): void {
  const budget = program.command('budget').description('Caps on what is charged, over windows of time');
  budget.command('list').description('Those in use, newest first')
    .option('--project <name>', 'of this project: its name or id')
    .addOption(new Option('--scope <scope>', 'of these').choices(scopes))
    .option('--value <value>', 'of this key, project, member, end user, tag or model')
    .option('--archived', 'the archived ones instead')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
  budget.command('create').description('Set one; prints its id')
    .requiredOption('--name <name>')
    .addOption(new Option('--scope <scope>', 'whose cost counts').choices(scopes).makeOptionMandatory())
    .requiredOption('--value <value>', 'the id of a key or a member, the name or id of a project, an end user, name=value of a tag, a model or a pattern with *')
    .option('--project <name>', 'of an end user, a tag or a model: within this project alone')
    .addOption(new Option('--window <window>', 'in the organisation’s time zone').choices(windows).makeOptionMandatory())
    .requiredOption('--cap-usd <amount>', 'like 12.50')
    .option('--soft', 'only tell, refuse nothing')
    .option('--threshold <percent>', 'tell the channels there; may be given more than once (default: 50, 80, 100)', collectPercent)
    .option('--channel <ids...>', 'notification channels')
    .action((options: CreateOptions) => create(context, options));
  budget.command('show').description('What is spent and held of one now').argument('<name>', 'its name or id')
    .action(async (name: string) => {
      const path = { id: await findBudgetId(context.api(), name) };
      context.show(await answerOf(context.api().GET('/api/budgets/{id}', { params: { path } })), renderStanding);
    });
  budget.command('raise').description('Allow more than the cap until a date').argument('<name>', 'its name or id')
    .requiredOption('--amount-usd <amount>', 'on top of the cap')
    .requiredOption('--until <moment>', 'ISO 8601, within a year')
    .requiredOption('--reason <words>')
    .action(async (name: string, body: RaiseOptions) => {
      const path = { id: await findBudgetId(context.api(), name) };
      context.show(await answerOf(context.api().POST('/api/budgets/{id}/raises', { params: { path }, body })), ({ raises }) => `${raises.at(-1)!.id}\n`);
    });
  budget.command('archive').description('From now on it counts and refuses nothing').argument('<name>', 'its name or id')
    .action(async (name: string) => {
      const path = { id: await findBudgetId(context.api(), name) };
      context.show(await answerOf(context.api().POST('/api/budgets/{id}/archive', { params: { path } })), ({ name }) => `${name} is archived.\n`);
    });
}

async function list(context: Context, { project, limit, archived, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  const query = { ...filter, ...(archived && { archived: 'true' as const }), ...(project !== undefined && { projectId: await findProjectId(api, project) }) };
  const pages = pagesOf((page) => answerOf(api.GET('/api/budgets', { params: { query: { ...query, ...page } } })), limit);
  return context.showList(pages, {
    id: ({ id }) => id, name: ({ name }) => name, scope: ({ scope }) => scope, value: ({ value }) => value, project: ({ projectId }) => projectId,
    window: ({ window }) => window, 'cap USD': ({ capUsd }) => capUsd, mode: ({ mode }) => mode, 'managed by': ({ managedBy }) => managedBy,
  });
}

async function create(context: Context, { project, soft, threshold, channel, value, ...body }: CreateOptions): Promise<void> {
  const api = context.api();
  const extra = {
    value: body.scope === 'project' ? await findProjectId(api, value) : value, mode: soft ? 'soft' as const : 'hard' as const, ...(threshold && { thresholds: threshold }),
    ...(channel && { channelIds: channel }), ...(project !== undefined && { projectId: await findProjectId(api, project) }),
  };
  context.show(await answerOf(api.POST('/api/budgets', { body: { ...body, ...extra } })), ({ id }) => `${id}\n`);
}

function renderStanding({ name, mode, window, standing, events }: WithStanding): string {
  const { from, until, capUsd, spentUsd, heldUsd } = standing;
  const lines = [
    `${name} (${mode}, ${window}): ${spentUsd} of ${capUsd} USD are spent from ${from}${until === null ? '' : ` until ${until}`}.`,
    heldUsd === null ? 'Counted from the ledger: requests of the last moments may be missing.' : `Held for requests under way: ${heldUsd} USD.`,
    ...events.map(({ percent, at, spentUsd: spent }) => `${percent} % was passed at ${at}, with ${spent} USD.`),
  ];
  return `${lines.join('\n')}\n`;
}
