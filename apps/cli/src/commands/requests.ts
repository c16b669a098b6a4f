// `aiproxy request …`: what happened to requests, and why one was refused.
import { Option, type Command } from 'commander';
import type { components } from '#admin-api';
import { answerOf } from '../api/answer.js';
import { findProjectId } from '../api/find-by-name.js';
import { pagesOf } from '../api/pages.js';
import type { Context } from '../context.js';
import { parseCount } from '../options.js';

type Shown = components['schemas']['ExplainedRequestDto'];

interface ListOptions {
  project?: string; keyId?: string; model?: string; status?: '2xx' | '4xx' | '5xx'; errorCode?: string; from?: string; to?: string; limit?: number;
}

export function addRequestCommands(program: Command, context: Context): void {
  const request = program.command('request').description('What happened to each request; never what was said');
  request.command('list').description('Requests, newest first')
    .option('--project <name>', 'of one project: its name or id')
    .option('--key-id <id>', 'of one key')
    .option('--model <name>', 'as callers wrote it')
    .addOption(new Option('--status <class>').choices(['2xx', '4xx', '5xx']))
    .option('--error-code <code>', 'rate_limit_exceeded, model_not_found, …')
    .option('--from <moment>', 'ISO 8601: from then on')
    .option('--to <moment>', 'ISO 8601: before then')
    .option('--limit <count>', 'at most so many', parseCount, 50)
    .action((options: ListOptions) => list(context, options));
  request.command('show').description('One request by the x-request-id of its answer: how it ended, and why').argument('<id>')
    .action(async (id: string) => context.show(await answerOf(context.api().GET('/api/requests/{id}', { params: { path: { id } } })), renderShown));
  request.command('body').description('What was said in it, where its project keeps that; looking is noted in the audit log').argument('<id>')
    .action(async (id: string) => context.show(await answerOf(context.api().GET('/api/requests/{id}/body', { params: { path: { id } } })), renderBody));
}

async function list(context: Context, { limit, project, ...filter }: ListOptions): Promise<void> {
  const api = context.api();
  const query = { ...filter, ...(project !== undefined && { projectId: await findProjectId(api, project) }) };
  return context.showList(pagesOf((page) => answerOf(api.GET('/api/requests', { params: { query: { ...query, ...page } } })), limit), {
    id: ({ id }) => id, at: ({ at }) => at, endpoint: ({ endpoint }) => endpoint, model: ({ model }) => model, status: ({ status }) => `${status}`,
    error: ({ errorCode }) => errorCode, attempts: ({ attempts }) => `${attempts.length}`, ms: ({ totalMs }) => `${totalMs}`, 'key id': ({ keyId }) => keyId,
  });
}

function renderShown({ id, at, endpoint, model, status, errorCode, reason, attempts, paramsDropped, replayOf, totalMs }: Shown): string {
  const lines = [
    `${id} came in at ${at} for ${endpoint}${model === null ? '' : ` of ${model}`} and ended with ${status} after ${totalMs} ms.`,
    ...(errorCode === null ? [] : [`${errorCode}${reason === null ? '' : `: ${reason}`}`]),
    ...(replayOf === null ? [] : [`It had the Idempotency-Key of ${replayOf}, whose answer it was given.`]),
    ...attempts.map(renderAttempt),
    ...(paramsDropped.length === 0 ? [] : [`Not told to the target: ${paramsDropped.join(', ')}.`]),
  ];
  return `${lines.join('\n')}\n`;
}

function renderBody({ request, requestCut, answer, answerCut }: components['schemas']['RequestBodyDto']): string {
  return `${renderSide('The request', request, requestCut)}\n${renderSide('The answer', answer, answerCut)}`;
}

function renderSide(words: string, text: string | null, cut: boolean): string {
  return `${words}${cut ? ' (its beginning)' : ''}:\n${text ?? 'not kept'}\n`;
}

function renderAttempt({ attempt, providerId, credentialId, region, outcome, totalMs, why, drillId }: Shown['attempts'][number]): string {
  const place = [credentialId, region].filter((part) => part !== null).join(', ');
  return `Attempt ${attempt} at ${providerId} (${place}): ${outcome} after ${totalMs} ms. ${why}${drillId === null ? '' : ` It met the drill ${drillId}.`}`;
}
