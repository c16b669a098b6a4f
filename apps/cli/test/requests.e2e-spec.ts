import type { RequestAttempt } from '#database/request-row';
import { makeRequest } from '../../admin/test/harness/resources.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
beforeAll(async () => { cli = await startCli(); });
afterAll(() => cli.admin.close());

test('a request is told by its id: how it ended, why, and what was tried', async () => {
  const attempts: RequestAttempt[] = [{
    attempt: 1, targetId: 't', region: 'eu', reason: 'weighted', drillId: 'd1', providerId: 'openai', modelServed: 'gpt-4o', credentialId: 'env:openai', outcome: 'upstream_timeout', firstTokenMs: null, totalMs: 9,
  }];
  const { id, at } = await makeRequest(cli.admin, { status: 504, errorCode: 'upstream_timeout', attempts, paramsDropped: ['seed'] });
  expect(await cli.aiproxy(['request', 'show', id])).toEqual({
    code: 0, stderr: '',
    stdout: `${id} came in at ${at.toISOString()} for chat of gpt-4o and ended with 504 after 12 ms.
upstream_timeout: The provider took too long.
Attempt 1 at openai (env:openai, eu): upstream_timeout after 9 ms. It was chosen by weight. It met the drill d1.
Not told to the target: seed.
`,
  });
  expect(await cli.json(['request', 'show', id])).toEqual((await cli.admin.get(`/api/requests/${id}`)).body);
});

test('the list is filtered', async () => {
  const { id } = await makeRequest(cli.admin, { keyId: 'k2', modelAsked: 'm2', status: 429, errorCode: 'rate_limit_exceeded' });
  for (const filter of [['--key-id', 'k2'], ['--model', 'm2'], ['--status', '4xx'], ['--error-code', 'rate_limit_exceeded'], ['--limit', '1']]) {
    const { data } = await cli.json(['request', 'list', ...filter]);
    expect([filter, data.map((row: { id: string }) => row.id)]).toEqual([filter, [id]]);
  }
  const { stdout } = await cli.aiproxy(['request', 'list', '--status', '4xx']);
  expect(stdout).toMatch(/^ID\s+AT\s+ENDPOINT\s+MODEL\s+STATUS\s+ERROR\s+ATTEMPTS\s+MS\s+KEY ID\n/);
});

test('what a caller called a model gives the terminal no orders', async () => {
  const { id } = await makeRequest(cli.admin, { modelAsked: '\u001b[2J' });
  expect((await cli.aiproxy(['request', 'show', id])).stdout).not.toContain('\u001b');
});

test('what was said in a request is told where it was kept', async () => {
  const { id } = await makeRequest(cli.admin);
  expect(await cli.aiproxy(['request', 'body', id])).toEqual({ code: 0, stderr: '', stdout: 'The request:\nnot kept\n\nThe answer:\nnot kept\n' });
  expect(await cli.json(['request', 'body', id])).toEqual({ id, request: null, requestCut: false, answer: null, answerCut: false });
});

test('an unknown id is told so', async () => {
  expect(await cli.aiproxy(['request', 'show', 'req_none'])).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such request.') });
});
