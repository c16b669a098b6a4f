// `aiproxy circuit …`: how targets stand, and why.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';

interface ListOptions { model?: string; provider?: string; credential?: string; state?: components['schemas']['CircuitDto']['state']; limit?: number }

export function addCircuitCommands(program: Command, context: Context): void {
  const circuit = program.command('circuit').description('How targets stand: which are left alone for a while, and why');
  circuit.command('list').description('Each target with each credential that can reach it')
    .option('--model <id>', 'of one model')
    .option('--provider <id>', 'of one provider')
    .option('--credential <id>', 'of one credential')
    .addOption(new Option('--state <state>').choices(['closed', 'open', 'half-open', 'cooling', 'refused']))
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
}

function list(context: Context, { limit, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/circuits', { params: { query: { ...filter, ...page } } })), limit), {
    model: ({ modelId }) => modelId, provider: ({ providerId }) => providerId, 'upstream model': ({ upstreamModel }) => upstreamModel, region: ({ region }) => region,
    credential: ({ credentialId }) => credentialId, state: ({ state, wholeCredential }) => (wholeCredential ? `${state} (whole credential)` : state),
    since: ({ since }) => since, until: ({ until }) => until, reason: ({ reason }) => reason,
  });
}
