// `aiproxy key …`: a key's secret is printed by the command that makes it, and by no other.
import { Option, type Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { findProjectId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount, parseSeconds } from '../options.js';
import { addCreateKey } from './create-key.js';

const states = ['active', 'disabled', 'revoked', 'expired'] as const;

interface ListOptions { project?: string; name?: string; state?: typeof states[number]; ownerId?: string; tag?: string; limit?: number }

export function addKeyCommands(program: Command, context: Context): void {
  const key = program.command('key').description('Secrets that call the API, each of one project');
  key.command('list').description('The keys that you may see, newest first')
    .option('--project <name>', 'of one project: its name or id')
    .option('--name <part>', 'those whose name holds this')
    .addOption(new Option('--state <state>').choices(states))
    .option('--owner-id <id>', 'those of one member')
    .option('--tag <name:value>')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
  addCreateKey(key, context);
  key.command('rotate').description('Give a key a new secret; prints it').argument('<id>')
    .option('--overlap <time>', 'how long the one before still works: seconds, or like 24h; 0: not at all', parseSeconds, 86_400)
    .action((id: string, { overlap }: { overlap: number }) => rotate(context, id, overlap));
  const change = (name: 'disable' | 'enable' | 'revoke', description: string) =>
    key.command(name).description(description).argument('<id>').action((id: string) => setState(context, id, name));
  change('disable', 'Refuse a key until it is enabled');
  change('enable', 'Let a disabled key work again');
  change('revoke', 'Refuse a key for good');
}

async function list(context: Context, { limit, project, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  const query = { ...filter, ...(project !== undefined && { projectId: await findProjectId(api, project) }) };
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/keys', { params: { query: { ...query, ...page } } })), limit), {
    id: ({ id }) => id, name: ({ name }) => name, secret: ({ last4 }) => `…${last4}`, state: ({ state }) => state,
    'project id': ({ projectId }) => projectId, permissions: ({ permissions }) => permissions.join(' '),
    expires: ({ expiresAt }) => expiresAt, 'last used': ({ lastUsed }) => lastUsed?.at, 'managed by': ({ managedBy }) => managedBy,
  });
}

async function rotate(context: Context, id: string, overlapSeconds: number): Promise<void> {
  const key = await answerOf(context.api().POST('/api/keys/{id}/rotate', { params: { path: { id } }, body: { overlapSeconds } }));
  const before = key.previous ? `works until ${key.previous.until}` : 'works no more';
  context.showSecret(key, key.secret, `The new secret of ${key.name}, shown this once. The one before ${before}.`);
}

async function setState(context: Context, id: string, verb: 'disable' | 'enable' | 'revoke'): Promise<void> {
  const key = await answerOf(context.api().POST(`/api/keys/{id}/${verb}`, { params: { path: { id } } }));
  context.show(key, ({ name, state }) => `${name} is ${state}.\n`);
}
