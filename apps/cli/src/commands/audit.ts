// `aiproxy audit …`: who changed what; the proof that the log is whole.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Option, type Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { CliError } from '../failure.js';
import { parseCount, parseHead } from '../options.js';
import { showVerdict } from '../output/show-verdict.js';

interface Filter { author?: string; resource?: string; resourceId?: string; projectId?: string; action?: string; from?: string; to?: string }

export function addAuditCommands(program: Command, context: Context): void {
  const audit = program.command('audit').description('The log of all changes');
  filtered(audit.command('list').description('Changes, newest first').option('--limit <count>', 'at most so many', parseCount))
    .action((options: Filter & { limit?: number }) => list(context, options));
  filtered(audit.command('export').description('All changes that match, as a file'))
    .addOption(new Option('--format <format>', 'one JSON object in each line, or a table').choices(['ndjson', 'csv']).default('ndjson'))
    .option('-o, --output <file>', 'instead of stdout')
    .action((options: Filter & { format: 'ndjson' | 'csv'; output?: string }) => exportLog(context, options));
  audit.command('verify').description('Prove that no row was changed or taken out')
    .option('--expect <sequence:hash>', 'a row that must be there: only this tells a log that was cut off', parseHead)
    .action(async ({ expect: expected }: { expect?: { sequence: string; hash: string } }) =>
      showVerdict(context, await answerOf(context.api().POST('/api/audit/verify', { body: { ...(expected && { expected }) } }))));
}

function filtered(command: Command): Command {
  return command
    .option('--author <who>', 'an e-mail address or the id of a member')
    .option('--resource <kind>', 'key, project, member, …')
    .option('--resource-id <id>')
    .option('--project-id <id>')
    .option('--action <action>', 'key.create, member.update, …')
    .option('--from <moment>', 'ISO 8601: from then on')
    .option('--to <moment>', 'ISO 8601: before then');
}

function list(context: Context, { limit, ...filter }: Filter & { limit?: number }): Promise<void> {
  const api = context.api();
  const pages = pagesOf((page) => answerOf(api.GET('/api/audit', { params: { query: { ...filter, ...page } } })), limit);
  return context.showList(pages, {
    sequence: ({ sequence }) => sequence, at: ({ at }) => at, author: ({ author }) => author.name, via: ({ via }) => via,
    action: ({ action }) => action, 'resource id': ({ resourceId }) => resourceId, address: ({ address }) => address,
  });
}

/** As it comes, no faster than it is taken. */
async function exportLog(context: Context, { output, ...query }: Filter & { format: 'ndjson' | 'csv'; output?: string }): Promise<void> {
  const body = await answerOf(context.api().GET('/api/audit/export', { params: { query }, parseAs: 'stream' }));
  const lines = Readable.fromWeb(body as ReadableStream);
  try {
    if (output === undefined) await pipeline(lines, context.io.stdout, { end: false });
    else await pipeline(lines, createWriteStream(output));
  } catch (error) {
    throw new CliError(`The export broke off (${(error as Error).message}).`, { cause: error });
  }
}
