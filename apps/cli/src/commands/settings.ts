// `aiproxy settings …`: the organisation's name, time zone, calendar and currency, and how amounts are shown.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import type { Context } from '../context.js';
import { parseWhole } from '../options.js';

type Settings = components['schemas']['SettingsDto'];
type Patch = components['schemas']['UpdateSettingsDto'];

export function addSettingsCommands(program: Command, context: Context): void {
  const settings = program.command('settings').description("The organisation's time zone, calendar, currency and number formats");
  settings.command('show').description('As they are')
    .action(async () => context.show(await answerOf(context.api().GET('/api/settings')), renderSettings));
  settings.command('set').description('Change what is given')
    .option('--organisation-name <name>')
    .option('--time-zone <zone>', 'IANA, like Europe/Berlin: whose days and months are counted')
    .option('--currency <code>', 'ISO 4217, of reports')
    .option('--fiscal-year-start-month <month>', '1 to 12', parseWhole)
    .option('--fiscal-year-start-day <day>', '1 to 28: of that month, and of every fiscal month', parseWhole)
    .option('--money-decimals <count>', '0 to 12, of amounts that are shown', parseWhole)
    .addOption(new Option('--rounding <rule>', 'of a half').choices(['half-even', 'half-up']))
    .option('--number-locale <locale>', 'BCP 47, like de-CH: the separators of numbers')
    .action(async (body: Patch) => context.show(await answerOf(context.api().PATCH('/api/settings', { body })), renderSettings));
}

const renderSettings = (settings: Settings) => [
  `Organisation: ${settings.organisationName || '(no name)'}`,
  `Time zone: ${settings.timeZone}`,
  `Currency of reports: ${settings.currency}`,
  `Fiscal year from: month ${settings.fiscalYearStartMonth}, day ${settings.fiscalYearStartDay}`,
  `Amounts: ${settings.moneyDecimals} decimals, ${settings.rounding}, as in ${settings.numberLocale}`,
  '',
].join('\n');
