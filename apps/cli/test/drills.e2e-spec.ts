import type { RequestAttempt } from '#database/request-row';
import { makeProject, makeRequest } from '../../admin/test/harness/resources.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
let projectId: string;
beforeAll(async () => {
  cli = await startCli();
  projectId = (await makeProject(cli.admin, { name: 'acme' })).id;
});
afterAll(() => cli.admin.close());

const drill = (...words: string[]) => cli.aiproxy(['drill', ...words, '--project', 'acme']);
const startDown = async (...words: string[]) => (await drill('start', '--provider', 'openai', '--effect', 'down', '--share', '10', '--reason', 'game day', '--minutes', '30', ...words)).stdout.trim();

test('a drill is started, listed, reported and ended', async () => {
  const id = await startDown();
  const { stdout } = await drill('list', '--state', 'under-way');
  expect(stdout).toMatch(/^ID\s+STATE\s+WHAT\s+EFFECT\s+SHARE\s+FROM\s+TO\s+REASON\n/);
  expect(stdout).toMatch(new RegExp(`\n${id}\\s+under-way\\s+openai\\s+down\\s+10 %\\s+\\S+\\s+\\S+\\s+game day\n$`));
  expect(await drill('end', id)).toEqual({ code: 0, stdout: expect.stringMatching(/^It ended at 20\S+Z\.\n$/), stderr: '' });
  expect((await cli.admin.get(`/api/projects/${projectId}/drills/${id}`)).body).toMatchObject({ state: 'over', endedAt: expect.any(String) });
});

test('every figure that an effect has can be said', async () => {
  const [startsAt, endsAt] = [1, 2].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  const words = ['--provider', 'openai', '--share', '10', '--reason', 'game day'];
  expect(await cli.json(['drill', 'start', '--project', 'acme', ...words, '--effect', 'slow', '--delay-ms', '1500', '--from', startsAt, '--to', endsAt]))
    .toMatchObject({ effect: 'slow', delayMs: 1500, startsAt, endsAt, state: 'ahead' });
  expect(await cli.json(['drill', 'start', '--project', projectId, ...words, '--effect', 'flaky', '--fail-percent', '5', '--minutes', '1'])).toMatchObject({ effect: 'flaky', failPercent: 5 });
  expect((await drill('list')).stdout).toMatch(/flaky at 5 %[\s\S]*slow by 1500 ms[\s\S]*down/);
});

test('what the API refuses is told in its words', async () => {
  expect(await drill('start', '--provider', 'openai', '--effect', 'slow', '--share', '10', '--reason', 'x', '--minutes', '5')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('delayMs must be given') });
  expect(await drill('start', '--provider', 'openai', '--target', 't', '--effect', 'down', '--share', '10', '--reason', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be used with') });
});

test('the report says what callers noticed, and what it cannot know', async () => {
  const id = await startDown();
  const { startsAt } = (await cli.admin.get(`/api/projects/${projectId}/drills/${id}`)).body;
  const lost: RequestAttempt = {
    attempt: 1, targetId: 'a', region: null, reason: 'weighted', drillId: id, providerId: 'openai', modelServed: 'm', credentialId: 'env:openai', outcome: 'upstream_unreachable', firstTokenMs: null, totalMs: 1,
  };
  const at = new Date(startsAt);
  await makeRequest(cli.admin, { projectId, at, attempts: [lost, { ...lost, targetId: 'b', drillId: null, outcome: 'ok' }], totalMs: 30 });
  await makeRequest(cli.admin, { projectId, at, attempts: [lost], status: 502, errorCode: 'upstream_unreachable', totalMs: 40 });
  const { stdout, code } = await drill('report', id);
  expect([code, stdout.replace(/until \S+:/, 'until now:')]).toEqual([0, `From ${startsAt} until now: 2 requests, 2 of them met by the drill.
Answered: 1, 1 of them saved by another target. Attempts for each: 1.5.
Failed with 502 upstream_unreachable: 1.
Attempts that it met, upstream_unreachable: 2.
Requests that it met: half within 30 ms, 99 of 100 within 40 ms.
Counted from request rows: those older than REQUEST_RETENTION_DAYS are gone.
`]);
});
