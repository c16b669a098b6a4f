import { BudgetEventRepository } from '#database/budget-events';
import { makeProject } from '../../admin/test/harness/resources.js';
import { startCli, type RunningCli } from './harness/start-cli.js';

let cli: RunningCli;
let projectId: string;
beforeAll(async () => {
  cli = await startCli();
  projectId = (await makeProject(cli.admin, { name: 'acme' })).id;
});
afterAll(() => cli.admin.close());

const budget = (...words: string[]) => cli.aiproxy(['budget', ...words]);
const create = async (name: string, ...words: string[]) => (await budget('create', '--name', name, '--window', 'month', '--cap-usd', '12.50', ...words)).stdout.trim();

test('a budget is created, listed, shown, raised and archived, by its name', async () => {
  const id = await create('acme monthly', '--scope', 'project', '--value', 'acme');
  const { stdout } = await budget('list', '--project', 'acme');
  expect(stdout).toMatch(/^ID\s+NAME\s+SCOPE\s+VALUE\s+PROJECT\s+WINDOW\s+CAP USD\s+MODE\s+MANAGED BY\n/);
  expect(stdout).toMatch(new RegExp(`\n${id}\\s+acme monthly\\s+project\\s+${projectId}\\s+${projectId}\\s+month\\s+12.5\\s+hard\\s+api\n$`));
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(await budget('raise', 'acme monthly', '--amount-usd', '0.5', '--until', until, '--reason', 'a demo')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\S{36}\n$/) as string });
  const at = new Date();
  await new BudgetEventRepository(cli.admin.database).record({ budgetId: id, windowStart: at, percents: [50], at, spentPicoUsd: 7n * 10n ** 12n, capPicoUsd: 13n * 10n ** 12n });
  expect((await budget('show', 'acme monthly')).stdout).toMatch(
    /^acme monthly \(hard, month\): 0 of 13 USD are spent from \S+ until \S+\.\nCounted from the ledger: requests of the last moments may be missing\.\n50 % was passed at \S+, with 7 USD\.\n$/);
  expect(await budget('archive', 'acme monthly')).toEqual({ code: 0, stdout: 'acme monthly is archived.\n', stderr: '' });
  expect(await budget('show', 'acme monthly')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no budget "acme monthly".') as string });
  expect((await budget('list', '--archived')).stdout).toContain('acme monthly');
});

test('every figure that a budget has can be said', async () => {
  const words = ['budget', 'create', '--name', 'team', '--scope', 'tag', '--value', 'team=search', '--project', 'acme', '--window', 'fiscal-year', '--cap-usd', '0.000000000001', '--soft', '--threshold', '90', '--threshold', '10'];
  expect(await cli.json(words)).toMatchObject({ value: 'team=search', projectId, window: 'fiscal-year', capUsd: '0.000000000001', mode: 'soft', thresholds: [10, 90], channelIds: [] });
});

test('what is wrong is told in words', async () => {
  expect(await budget('create', '--name', 'x', '--scope', 'tag', '--value', 'x', '--window', 'day', '--cap-usd', '1')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('value must be a tag') as string });
  expect(await budget('create', '--name', 'x', '--scope', 'tag', '--value', 'a=b', '--window', 'day', '--cap-usd', '1', '--threshold', '0')).toMatchObject({ code: 1, stderr: expect.stringContaining('whole number of percent') as string });
});
