// `aiproxy tier …`
import type { Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';

interface ListOptions { name?: string; limit?: number }

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
}
