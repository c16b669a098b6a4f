// Every route of a project, a key, a request or a budget, asked by those who may everything in another project: what is there is told in the same bytes as what
// is not, for routes that are yet to come too.
import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { routesOfControllers, type Route } from './all-routes.js';
import { addressOf } from './route-fixtures.js';

let admin: RunningAdmin;
let theirs: string;
let token: string;
beforeAll(async () => {
  admin = await startAdmin();
  theirs = (await makeProject(admin)).id;
  ({ token } = await admin.signIn(null, [{ projectId: (await makeProject(admin)).id, role: 'admin' }]));
});
afterAll(() => admin.close());

const scoped = routesOfControllers().filter(({ access }) => access?.kind === 'needs' && access.need.scope !== undefined);

async function answerTo({ method }: Route, address: string): Promise<{ status: number; body: unknown; headers: string[] }> {
  const { status, body, headers } = await admin.ask(method, address, method === 'GET' ? undefined : {}, { token });
  return { status, body: body as unknown, headers: [...headers.keys()] };
}

test.each(scoped.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_, route) => {
  const hidden = await answerTo(route, await addressOf(route, { admin, projectId: theirs }));
  expect(hidden.status).toBe(404);
  expect(hidden).toEqual(await answerTo(route, route.path.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000')));
});

test('these are all that name a project, a key, a request or a budget', () => {
  const named = routesOfControllers().filter(({ path }) => /^\/api\/(projects|keys|requests|budgets|ledger\/requests)\/:/.test(path));
  expect(scoped.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(named.map(({ method, path }) => `${method} ${path}`).sort());
});
