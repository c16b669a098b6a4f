// `aiproxy credential …`: how providers are connected. Secrets come in by the configuration file or the dashboard, never as words here.
import type { Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';

interface ListOptions { provider?: string; limit?: number }

export function addCredentialCommands(program: Command, context: Context): void {
  const credential = program.command('credential').description("The providers' secrets, ours to guard");
  credential.command('list').description('All that are stored, newest first')
    .option('--provider <id>', 'of one provider')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
  credential.command('test').description('Ask the provider whether it takes one; nothing is charged').argument('<id>')
    .action((id: string) => test(context, id));
}

function list(context: Context, { provider, limit }: ListOptions): Promise<void> {
  const api = context.api();
  const query = provider === undefined ? {} : { providerId: provider };
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/credentials', { params: { query: { ...query, ...page } } })), limit), {
    id: ({ id }) => id, provider: ({ providerId }) => providerId, name: ({ name }) => name, secret: ({ last4 }) => last4 && `…${last4}`,
    'base url': ({ baseUrl }) => baseUrl, state: ({ state }) => state, test: ({ testOutcome }) => testOutcome, tested: ({ testedAt }) => testedAt,
    'managed by': ({ managedBy }) => managedBy,
  });
}

/** One that does not work is a failure: exit code 1. */
async function test(context: Context, id: string): Promise<void> {
  const answer = await answerOf(context.api().POST('/api/credentials/{id}/test', { params: { path: { id } } }));
  context.show(answer, ({ outcome, message }) => `${outcome}: ${message}\n`);
  if (answer.outcome !== 'ok') context.exitCode = 1;
}
