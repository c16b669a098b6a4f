// `aiproxy rate …`: what a US dollar is worth in other currencies, day by day. Reports in another currency are shown by it.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { answerOf } from '../api/answer.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { CliError } from '../failure.js';
import { parseCount } from '../options.js';

interface ListOptions { currency?: string; from?: string; to?: string; limit?: number }
interface ImportOptions { source: string; base: string }

export function addRateCommands(program: Command, context: Context): void {
  const rate = program.command('rate').description('What a US dollar is worth in other currencies');
  rate.command('list').description('The youngest day first')
    .option('--currency <code>', 'ISO 4217')
    .option('--from <day>', 'like 2026-11-01').option('--to <day>', 'the last one')
    .option('--limit <count>', 'at most so many', parseCount, 50)
    .action(({ limit, ...filter }: ListOptions) => {
      const api = context.api();
      return context.showList(pagesOf((page) => answerOf(api.GET('/api/currency-rates', { params: { query: { ...filter, ...page } } })), limit), {
        currency: ({ currency }) => currency, day: ({ day }) => day, rate: (row) => row.rate, source: ({ source }) => source, 'set by': ({ setBy }) => setBy, 'set at': ({ setAt }) => setAt,
      });
    });
  rate.command('set').description('Units of a currency for 1 USD on a day, in the place of what is there')
    .argument('<currency>', 'ISO 4217, like EUR').argument('<day>', 'like 2026-11-25').argument('<rate>', 'like 0.9217')
    .requiredOption('--source <words>', 'where it is from')
    .action(async (currency: string, day: string, value: string, { source }: { source: string }) => context.show(
      await answerOf(context.api().PUT('/api/currency-rates/{currency}/{day}', { params: { path: { currency, day } }, body: { rate: value, source } })),
      (set) => `1 USD is ${set.rate} ${set.currency} on ${set.day}.\n`));
  rate.command('import').description('All rates of a file, or none. CSV begins with "currency,day,rate", or with "date" and currencies; JSON is a list of these three')
    .argument('<file>', '- for stdin')
    .requiredOption('--source <words>', 'where they are from')
    .option('--base <currency>', 'what they are of 1 of; each day then needs a rate of USD, like in lists of the European Central Bank (EUR)', 'USD')
    .action((file: string, options: ImportOptions) => importFile(context, file, options));
}

async function importFile(context: Context, path: string, { source, base }: ImportOptions): Promise<void> {
  const content = path === '-' ? await text(context.io.stdin) : readText(path);
  const body = content.trimStart().startsWith('[') ? { rates: parseList(content, path) } : { csv: content };
  const answer = await answerOf(context.api().POST('/api/currency-rates/import', { params: { query: { source, base } }, body }));
  context.show(answer, ({ created, replaced, unchanged }) => `${created} are new, ${replaced} took the place of others, ${unchanged} were there already.\n`);
}

interface GivenRate { currency: string; day: string; rate: string }

/** What its items must be, the API says. */
function parseList(content: string, path: string): GivenRate[] {
  try {
    return JSON.parse(content) as GivenRate[];
  } catch (error) {
    throw new CliError(`${path} is neither CSV nor JSON.`, { cause: error });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(`Cannot read ${path} (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}
