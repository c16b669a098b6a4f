import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
let email = '';
beforeAll(async () => {
  cli = await startCli();
  ({ email } = await cli.admin.signIn('finance'));
});
afterAll(() => cli.admin.close());

const saved = (...words: string[]) => cli.aiproxy(['report', 'saved', ...words]);
const create = async (name: string, ...words: string[]) => (await saved('create', '--name', name, ...words)).stdout.trim();
const schedule = async (name: string) => (await saved('schedule', name, '--cadence', 'monthly', '--day', '1', '--time', '08:00', '--format', 'xlsx', '--email', email)).stdout.trim();

test('a report is kept, listed and shown by its name', async () => {
  const id = await create('By project', '--span', 'last-month', '--group-by', 'project', '--organisation');
  expect((await saved('list')).stdout).toMatch(new RegExp(`${id}\\s+By project\\s+organisation\\s+owner\\s+last-month\\s+http\\S+/reports/saved/${id}\n`));
  expect((await cli.admin.get(`/api/reports/saved/${id}`)).body).toMatchObject({ query: { span: 'last-month', groupBy: ['project'], interval: 'total' } });
  expect(await saved('show', 'By project', '--from', '2026-01-01', '--to', '2026-01-31')).toMatchObject({ code: 0, stdout: expect.stringContaining('2026-01-01 to 2026-01-31 (UTC): $0.00 charged for 0 requests.') });
});

test('it is scheduled, sent at once, and its runs are listed', async () => {
  await create('Monthly', '--span', 'last-month');
  const scheduleId = await schedule('Monthly');
  expect((await saved('schedules', 'Monthly')).stdout).toMatch(new RegExp(`${scheduleId}\\s+monthly on 1\\s+08:00 UTC\\s+xlsx\\s+${email}\\s+20\\S+\\s+owner\n`));
  const run = (await saved('run', 'Monthly')).stdout.trim();
  expect(await cli.json(['report', 'saved', 'runs', 'Monthly'])).toMatchObject({ data: [{ id: run, scheduleId }] });
  expect((await saved('runs', 'Monthly')).stdout).toContain(run);
});

test('what is not clear is asked for', async () => {
  await create('Twice', '--span', 'last-week');
  expect(await saved('run', 'Twice')).toMatchObject({ code: 1, stderr: expect.stringContaining('It has no schedule') });
  await schedule('Twice');
  await schedule('Twice');
  expect(await saved('run', 'Twice')).toMatchObject({ code: 1, stderr: expect.stringContaining('Say which with --schedule') });
  expect(await saved('show', 'nothing')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no saved report "nothing".') });
  const viewer = await cli.admin.signIn('viewer');
  await cli.admin.post('/api/reports/saved', { name: 'Twice', visibility: 'organisation', query: {} }, viewer);
  expect(await saved('show', 'Twice')).toMatchObject({ code: 1, stderr: expect.stringContaining('Several saved reports') });
});
