// `aiproxy plan | apply | export`: the configuration as a file.
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { answerOf } from '../api/answer.js';
import type { Api } from '../api/connection.js';
import type { components } from '#admin-api';
import { RefusedError } from '../api/refused-error.js';
import { readConfigurationFile, type ConfigurationFile } from '../configuration/configuration-file.js';
import { renderExport } from '../configuration/render-export.js';
import { countSteps, renderSteps } from '../configuration/render-plan.js';
import { resolveSecrets } from '../configuration/resolve-secrets.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { CliError } from '../failure.js';

type Configuration = components['schemas']['ConfigurationDto'];

export function addConfigurationCommands(program: Command, context: Context): void {
  program.command('plan')
    .description('Show what applying a file would change')
    .requiredOption('-f, --file <file>', 'the configuration file; - reads stdin')
    .option('--exit-code', 'exit with 2 when there is something to change')
    .action(({ file, exitCode }: { file: string; exitCode?: boolean }) => plan(context, file, exitCode === true));
  program.command('apply')
    .description('Make the configuration what a file says')
    .requiredOption('-f, --file <file>', 'the configuration file; - reads stdin')
    .option('-y, --yes', 'do not ask')
    .action(({ file, yes }: { file: string; yes?: boolean }) => apply(context, file, yes === true));
  program.command('export')
    .description('Write the present configuration as a file, without secrets')
    .option('-o, --output <file>', 'instead of stdout')
    .action(({ output }: { output?: string }) => exportConfiguration(context, output));
}

async function plan(context: Context, path: string, tells: boolean): Promise<void> {
  const { steps, answer } = await planOf(context.api(), await readFile(context, path));
  context.show(answer, () => (steps.length === 0 ? '' : renderSteps(steps)));
  if (!context.json) context.say(steps.length === 0 ? 'Nothing to change.' : `${countSteps(steps)}.`);
  if (tells && steps.length > 0) context.exitCode = 2;
}

async function apply(context: Context, path: string, yes: boolean): Promise<void> {
  const api = context.api();
  const file = await readFile(context, path);
  const { steps, answer: { fingerprint } } = await planOf(api, file);
  if (steps.length > 0 && !context.json) context.print(renderSteps(steps));
  if (steps.length > 0 && !yes) await confirm(context.io, `Apply ${countSteps(steps)}?`, 'apply --yes');
  const answer = await placed(file.file, answerOf(api.POST('/api/configuration/apply', { body: { configuration: file.configuration, fingerprint } })));
  context.show(answer, () => answer.secrets.map(({ project, key, secret }) => `${project}/${key}  ${secret}\n`).join(''));
  if (context.json) return;
  context.say(steps.length === 0 ? 'Nothing to change.' : `Applied ${countSteps(steps)}.`);
  if (answer.secrets.length > 0) context.say('The secrets of the new keys are shown this once.');
}

async function exportConfiguration(context: Context, output: string | undefined): Promise<void> {
  const answer = await answerOf(context.api().GET('/api/configuration'));
  const text = context.json ? `${JSON.stringify(answer, null, 2)}\n` : renderExport(answer);
  if (output === undefined) return context.print(text);
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new CliError(`Cannot write ${output} (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}

interface ReadFile { file: ConfigurationFile; configuration: Configuration }

/** Its shape is the API's to check. */
async function readFile({ io }: Context, path: string): Promise<ReadFile> {
  const file = await readConfigurationFile(path, io);
  return { file, configuration: resolveSecrets(file, io.env) as unknown as Configuration };
}

async function planOf(api: Api, { file, configuration }: ReadFile) {
  const answer = await placed(file, answerOf(api.POST('/api/configuration/plan', { body: configuration })));
  return { answer, steps: answer.steps };
}

/** What the API finds wrong in the file, with the places in it. */
async function placed<T>(file: ConfigurationFile, asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (!(error instanceof RefusedError) || error.problems.length === 0) throw error;
    const lines = error.problems.map(({ param, message }) => `${file.placeOf(param.replace(/^configuration\./, ''))}: ${message.includes(param) ? message : `${param}: ${message}`}`);
    throw new CliError(lines.join('\n'), { cause: error });
  }
}
