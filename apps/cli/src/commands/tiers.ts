// `aiproxy tier …`
import type { Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount, parseLimit } from '../options.js';

interface ListOptions { name?: string; limit?: number }
type Limit = ReturnType<typeof parseLimit>;
interface CreateOptions { name: string; requestsPerMinute: Limit; requestsPerDay: Limit; tokensPerMinute: Limit; concurrentRequests: Limit }

export function addTierCommands(program: Command, context: Context): void {
  const tier = program.command('tier').description('Named sets of limits');
  tier.command('list').description('All tiers, newest first')
    .option('--name <part>', 'those whose name holds this')
    .option('--limit <count>', 'at most so many', parseCount)
    .action(({ limit, ...filter }: ListOptions) => {
      const api = context.api();
      const pages = pagesOf((page) => answerOf(api.GET('/api/tiers', { params: { query: { ...filter, ...page } } })), limit);
      return context.showList(pages, {
        id: ({ id }) => id, name: ({ name }) => name,
        'requests/min': ({ requestsPerMinute }) => requestsPerMinute, 'requests/day': ({ requestsPerDay }) => requestsPerDay,
        'tokens/min': ({ tokensPerMinute }) => tokensPerMinute, concurrent: ({ concurrentRequests }) => concurrentRequests,
        'managed by': ({ managedBy }) => managedBy,
      });
    });
  tier.command('create').description('Make a tier; prints its id. Each limit is a number or "unlimited", which has to be said')
    .requiredOption('--name <name>')
    .requiredOption('--requests-per-minute <limit>', 'of the clock', parseLimit)
    .requiredOption('--requests-per-day <limit>', 'of UTC', parseLimit)
    .requiredOption('--tokens-per-minute <limit>', 'in and out', parseLimit)
    .requiredOption('--concurrent-requests <limit>', 'under way at once', parseLimit)
    .action(async (body: CreateOptions) => {
      context.show(await answerOf(context.api().POST('/api/tiers', { body })), ({ id }) => `${id}\n`);
    });
}
