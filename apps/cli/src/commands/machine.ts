// `aiproxy token create`, `verify-audit`, `verify-ledger`, `rebuild-rollups`: on the machine of AIProxy, without its API. What opens the
// database is loaded when it is needed: the other commands start in half the time without.
import { Option, type Command } from 'commander';
import { organisationRoles, type OrganisationRole } from '#access/roles';
import type { Context } from '../context.js';
import { parseCount, parseDays, parseHead, parseMonth } from '../options.js';
import { showProof } from '../output/show-proof.js';
import { showVerdict } from '../output/show-verdict.js';

interface TokenOptions { email: string; role?: OrganisationRole; days: number; name: string }

export function addMachineCommands(program: Command, context: Context): void {
  const token = program.command('token').description("Access tokens, made on AIProxy's own machine");
  token.command('create').description('Make an access token for a member; needs the database, no sign-in')
    .requiredOption('--email <address>', "the member's")
    .addOption(new Option('--role <role>', 'as what it may act (default: as its member)').choices(organisationRoles))
    .option('--days <days>', 'how long it works', parseDays, 90)
    .option('--name <name>', 'what it is for', 'made on the command line')
    .action((options: TokenOptions) => create(context, options));
  program.command('verify-audit').description("The same as `audit verify`, on AIProxy's own machine, without its API")
    .option('--expect <sequence:hash>', 'a row that must be there: only this tells a log that was cut off', parseHead)
    .action(({ expect: expected }: { expect?: { sequence: string; hash: string } }) => verify(context, expected));
  program.command('verify-ledger').description("Prove on AIProxy's own machine that the ledger is whole, and that every sum and cost is what it should be")
    .addOption(new Option('--months <count>', 'so many months, this one among them (default: those of the last 35 days)').argParser(parseCount).conflicts('all'))
    .option('--all', 'all months')
    .action(({ months, all }: { months?: number; all?: boolean }) => proveLedger(context, all === true ? 'all' : months));
  program.command('rebuild-rollups').description("Make the sums of the ledger anew on AIProxy's own machine; what writes the ledger waits meanwhile")
    .option('--month <month>', 'of one month alone (default: all, and the quarter-hours)', parseMonth)
    .action(({ month }: { month?: string }) => rebuild(context, month));
}

async function proveLedger(context: Context, months: number | 'all' | undefined): Promise<void> {
  const { proveOnMachine } = await import('../machine/prove-ledger.js');
  showProof(context, await proveOnMachine(context.io.env, months, () => context.io.now().getTime()));
}

async function rebuild(context: Context, month: string | undefined): Promise<void> {
  const { rebuildRollups } = await import('../machine/rebuild-rollups.js');
  const done = await rebuildRollups(context.io.env, month, context.io.now());
  context.show(done, ({ months }) => (months.length === 0 ? 'The ledger is empty.\n' : `Made anew: ${months.join(', ')}.\n`));
}

async function create(context: Context, options: TokenOptions): Promise<void> {
  const { createToken } = await import('../machine/create-token.js');
  const token = await createToken(context.io.env, context.io.now(), options);
  context.showSecret(token, token.secret, `An access token of ${token.email} as ${token.role}, until ${token.expiresAt}. It is shown this once; keep it in AIPROXY_ADMIN_TOKEN.`);
}

async function verify(context: Context, expected: { sequence: string; hash: string } | undefined): Promise<void> {
  const { verifyLog } = await import('../machine/verify-log.js');
  showVerdict(context, await verifyLog(context.io.env, expected));
}
