// `aiproxy member …`
import { InvalidArgumentError, Option, type Command } from 'commander';
import { asProjectRole, organisationRoles, projectRoles, type OrganisationRole, type ProjectRole } from '#access/roles';
import { answerOf } from '../api/answer.js';
import { findProjectId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';

interface ListOptions { email?: string; role?: OrganisationRole; disabled?: boolean; limit?: number }
interface InviteOptions { email: string; role?: OrganisationRole; project?: { project: string; role: ProjectRole }[] }

export function addMemberCommands(program: Command, context: Context): void {
  const member = program.command('member').description('People who sign in');
  member.command('list').description('All members, newest first')
    .option('--email <part>', 'those whose address holds this')
    .addOption(new Option('--role <role>', 'those with this role in the organisation').choices(organisationRoles))
    .option('--disabled', 'the disabled ones only')
    .option('--limit <count>', 'at most so many', parseCount)
    .action((options: ListOptions) => list(context, options));
  member.command('invite').description('Invite somebody by a link, which is mailed, or printed where no mail can be sent')
    .requiredOption('--email <address>')
    .addOption(new Option('--role <role>', 'in the organisation').choices(organisationRoles))
    .option('--project <name:role>', `a role in a project (${projectRoles.join(', ')}); more than one may be given`, collectProjectRole)
    .action((options: InviteOptions) => invite(context, options));
}

/** A project's name may hold colons; a role holds none. */
function collectProjectRole(text: string, before: { project: string; role: ProjectRole }[] = []) {
  const colon = text.lastIndexOf(':');
  const role = asProjectRole(text.slice(colon + 1));
  if (colon < 1 || role === null) throw new InvalidArgumentError(`It must be project:role, the role one of ${projectRoles.join(', ')}.`);
  return [...before, { project: text.slice(0, colon), role }];
}

function list(context: Context, { limit, ...query }: ListOptions): Promise<void> {
  const api = context.api();
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/members', { params: { query: { ...query, ...page } } })), limit), {
    id: ({ id }) => id, email: ({ email }) => email, name: ({ name }) => name, role: ({ role }) => role,
    projects: ({ projectRoles }) => projectRoles.length, 'second factor': ({ hasTotp }) => (hasTotp ? 'yes' : 'no'),
    'last sign-in': ({ lastSignInAt }) => lastSignInAt, disabled: ({ disabledAt }) => disabledAt,
  });
}

async function invite(context: Context, { email, role, project = [] }: InviteOptions): Promise<void> {
  const api = context.api();
  const inProjects = await Promise.all(project.map(async ({ project, role }) => ({ projectId: await findProjectId(api, project), role })));
  const body = { email, ...(role && { role }), ...(inProjects.length > 0 && { projectRoles: inProjects }) };
  const invitation = await answerOf(api.POST('/api/invitations', { body }));
  const { link } = invitation.delivery;
  if (link === null) return context.show(invitation, () => `Invited ${email} by e-mail.\n`);
  context.showSecret(invitation, link, `Send this link to ${email}. It is shown this once.`);
}
