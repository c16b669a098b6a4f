// `aiproxy key create`: whoever needs all of a key's settings describes it in the configuration file instead.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { keyPresets, permissions, type KeyPreset, type Permission } from '#access/grants';
import { answerOf } from '../api/answer.js';
import { findProjectId, findTierId } from '../api/find-by-name.js';
import type { Context } from '../context.js';
import { collectTag } from '../options.js';

interface CreateOptions {
  project: string; name: string; permission?: Permission[]; preset?: KeyPreset;
  allowModel?: string[]; denyModel?: string[]; allowProvider?: string[]; denyProvider?: string[]; address?: string[];
  tier?: string; tag?: Record<string, string>; ownerId?: string; expires?: string;
}

type Body = components['schemas']['CreateKeyDto'];

export function addCreateKey(key: Command, context: Context): void {
  key.command('create').description('Make a key; prints its secret, this once')
    .requiredOption('--project <name>', "who pays: a project's name or id")
    .requiredOption('--name <name>')
    .addOption(new Option('--permission <permission...>', 'what it may do').choices(permissions.map(({ id }) => id)))
    .addOption(new Option('--preset <preset>', 'a choice of permissions').choices(keyPresets.map(({ id }) => id)).conflicts('permission'))
    .option('--allow-model <pattern...>', 'only models whose public id matches')
    .option('--deny-model <pattern...>', 'no model whose public id matches')
    .option('--allow-provider <pattern...>', 'only these providers')
    .option('--deny-provider <pattern...>', 'none of these providers')
    .option('--address <network...>', 'only from these addresses or networks (CIDR)')
    .option('--tier <name>', "instead of the project's: a name or an id")
    .option('--tag <name=value>', 'booked with each request; more than one may be given', collectTag)
    .option('--owner-id <id>', 'the member whom its usage is booked under')
    .option('--expires <moment>', 'ISO 8601: from then on it does not work')
    .action((options: CreateOptions) => create(context, options));
}

async function create(context: Context, { project, tier, ...options }: CreateOptions): Promise<void> {
  const api = context.api();
  const projectId = await findProjectId(api, project);
  const tierId = tier === undefined ? undefined : await findTierId(api, tier);
  const key = await answerOf(api.POST('/api/projects/{projectId}/keys', { params: { path: { projectId } }, body: bodyOf(options, tierId) }));
  context.showSecret(key, key.secret, `The secret of ${key.name}, shown this once:`);
}

function bodyOf({ permission, preset, ...options }: Omit<CreateOptions, 'project' | 'tier'>, tierId: string | undefined): Body {
  const { name, allowModel, denyModel, allowProvider, denyProvider, address, tag, ownerId, expires } = options;
  return {
    name,
    ...(permission && { permissions: permission }), ...(preset && { preset }),
    ...(allowModel && { allowedModels: allowModel }), ...(denyModel && { deniedModels: denyModel }),
    ...(allowProvider && { allowedProviders: allowProvider }), ...(denyProvider && { deniedProviders: denyProvider }),
    ...(address && { allowedAddresses: address }), ...(tierId !== undefined && { tierId }), ...(tag && { tags: tag }),
    ...(ownerId !== undefined && { ownerId }), ...(expires !== undefined && { expiresAt: expires }),
  };
}
