// People say names, the API wants ids. Projects, tiers and budgets never share a name with another of their kind.
import { CliError } from '../failure.js';
import { answerOf } from './answer.js';
import type { Api } from './connection.js';
import { pagesOf, type Page, type PageQuery } from './pages.js';

/** Of a project that the member may see and that is not archived. */
export function findProjectId(api: Api, project: string): Promise<string> {
  return find('project', project, (query) => answerOf(api.GET('/api/projects', { params: { query } })));
}

export function findTierId(api: Api, tier: string): Promise<string> {
  return find('tier', tier, (query) => answerOf(api.GET('/api/tiers', { params: { query } })));
}

/** Of a budget that the member may see and that is not archived. The API does not look for names: all are looked through. */
export async function findBudgetId(api: Api, budget: string): Promise<string> {
  if (uuid.test(budget)) return budget;
  for await (const { data } of pagesOf((query) => answerOf(api.GET('/api/budgets', { params: { query } })))) {
    const found = data.find(({ name }) => name === budget);
    if (found) return found.id;
  }
  throw new CliError(`There is no budget "${budget}".`);
}

/** Of a saved report that the member may see. Two members may each have one of that name. */
export async function findSavedReportId(api: Api, report: string): Promise<string> {
  if (uuid.test(report)) return report;
  const found: string[] = [];
  for await (const { data } of pagesOf((query) => answerOf(api.GET('/api/reports/saved', { params: { query } })))) {
    found.push(...data.filter(({ name }) => name === report).map(({ id }) => id));
  }
  if (found.length > 1) throw new CliError(`Several saved reports are called "${report}". Say which by its id: ${found.join(', ')}.`);
  return found.at(0) ?? Promise.reject(new CliError(`There is no saved report "${report}".`));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Ask = (query: PageQuery & { name: string }) => Promise<Page<{ id: string; name: string }>>;

/** An id is taken as it is. Throws CliError when none has the name. */
async function find(noun: string, name: string, ask: Ask): Promise<string> {
  if (uuid.test(name)) return name;
  for await (const { data } of pagesOf((page) => ask({ ...page, name }))) {
    const found = data.find((one) => one.name === name); // the API looks for names that hold it
    if (found) return found.id;
  }
  throw new CliError(`There is no ${noun} "${name}".`);
}
