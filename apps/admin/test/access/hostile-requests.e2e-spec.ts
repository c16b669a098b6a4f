// Every route, asked by an owner in ways that no client of ours would: refused in words, or done, and never a failure of ours.
import * as fc from 'fast-check';
import { verifyAudit } from '#database/verify-audit';
import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { routesOfControllers, type Route } from './all-routes.js';
import { bodyOf, hostileHeaders, hostileId, queryOf } from './hostile-values.js';
import { addressOf } from './route-fixtures.js';

const requests = 2000;
const atOnce = 25;
const seed = Date.now();

let admin: RunningAdmin;
const addresses = new Map<Route, string>();
const routes = routesOfControllers();
beforeAll(async () => {
  admin = await startAdmin({ ALLOW_PRIVATE_UPSTREAMS: 'true' });
  // A project for each: some of them archive it.
  for (const route of routes) addresses.set(route, await addressOf(route, { admin, projectId: (await makeProject(admin)).id }));
});
afterAll(() => admin.close());

interface Hostile { route: Route; body: string; query: string; headers: Record<string, string>; id: string | null }

const hostileRequest = fc.oneof(...routes.map((route) => fc.record<Hostile>({
  route: fc.constant(route), body: bodyOf(route.method, route.path), query: queryOf(route.method, route.path), headers: hostileHeaders, id: hostileId,
})));

/** Words of the rooms below, or of a crash: no answer has them. */
const internal = /prisma|invocation|postgres|node_modules|\bat \S+:\d+|ECONN|SELECT |\/(src|dist)\//i;

async function send({ route, body, query, headers, id }: Hostile) {
  const address = id === null ? addresses.get(route)! : route.path.replaceAll(/:\w+/g, id);
  const answer = await admin.ask(route.method, `${address}?${query}`, route.method === 'GET' ? undefined : body, { headers });
  const message = (answer.body as { error?: { message?: string } } | null)?.error?.message ?? '';
  const failed = answer.status >= 500 || internal.test(message);
  return { status: answer.status, ...(failed && { failure: `${answer.status} ${message}: ${route.method} ${address}?${query} ${JSON.stringify(headers)} ${body}` }) };
}

test(`${requests} hostile requests are answered, none by a failure of ours, and the audit log holds together`, async () => {
  const all = fc.sample(hostileRequest, { numRuns: requests, seed });
  const answers: { status: number; failure?: string }[] = [];
  for (let first = 0; first < all.length; first += atOnce) answers.push(...await Promise.all(all.slice(first, first + atOnce).map(send)));
  expect({ seed, failures: answers.flatMap(({ failure }) => failure ?? []) }).toEqual({ seed, failures: [] });
  const done = answers.filter(({ status }) => status < 300).length;
  expect(done).toBeGreaterThan(requests / 10); // else they were not near enough to what is taken
  await expect(verifyAudit(admin.database)).resolves.toMatchObject({ ok: true });
}, 120_000);
