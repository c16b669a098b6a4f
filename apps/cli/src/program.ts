// All commands and what they share, as commander knows them.
import { Command } from 'commander';
import { defaultUrl } from './api/connection.js';
import { addAuditCommands } from './commands/audit.js';
import { addBudgetCommands } from './commands/budgets.js';
import { addCircuitCommands } from './commands/circuits.js';
import { addConfigurationCommands } from './commands/configuration.js';
import { addCredentialCommands } from './commands/credentials.js';
import { addDrillCommands } from './commands/drills.js';
import { addKeyCommands } from './commands/keys.js';
import { addLedgerCommands } from './commands/ledger.js';
import { addMachineCommands } from './commands/machine.js';
import { addMemberCommands } from './commands/members.js';
import { addProjectCommands } from './commands/projects.js';
import { addRateCommands } from './commands/rates.js';
import { addReportCommands } from './commands/reports.js';
import { addRequestCommands } from './commands/requests.js';
import { addSettingsCommands } from './commands/settings.js';
import { addTierCommands } from './commands/tiers.js';
import { Context, type SharedOptions } from './context.js';
import type { Io } from './io.js';

const environment = `
Environment:
  AIPROXY_ADMIN_TOKEN  a personal access token; never an argument, since shells keep those
  AIPROXY_ADMIN_URL    the same as --url
Both may stand in a .env file of the working directory.`;

export function makeProgram(io: Io): { program: Command; context: Context } {
  const program = new Command('aiproxy')
    .description('AIProxy from the command line: through its admin API, as the member whose access token it has.')
    .option('--url <url>', `address of the admin API (default: AIPROXY_ADMIN_URL, else ${defaultUrl})`)
    .option('--token-file <file>', 'a file that holds the access token (default: AIPROXY_ADMIN_TOKEN)')
    .option('--json', "the API's answer instead of words and tables")
    .addHelpText('after', environment)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  const context = new Context(io, () => program.opts<SharedOptions>());
  for (const add of [
    addConfigurationCommands, addProjectCommands, addKeyCommands, addMemberCommands, addTierCommands, addBudgetCommands, addCredentialCommands, addCircuitCommands, addRequestCommands, addDrillCommands,
    addLedgerCommands, addReportCommands, addRateCommands, addSettingsCommands, addAuditCommands, addMachineCommands,
  ]) add(program, context);
  return { program, context };
}
