// Every route asked by everybody: who passes and who is refused is what the table of permissions says, for routes that are yet to come too.
import { mintAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { freshDatabase } from '#database-test/fresh-database';
import { makeAdminApp } from '../../src/create-admin.js';
import { readAdminEnv } from '../../src/env.js';
import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { routesOfControllers, routesOfServer, type Route } from './all-routes.js';
import { callers, type Caller } from './callers.js';
import { expectedAnswer } from './expected-answer.js';
import { addressOf, type World } from './route-fixtures.js';

let admin: RunningAdmin;
let world: World;
let tokens: Map<Caller | null, string | null>;
let asked = 0;

beforeAll(async () => {
  admin = await startAdmin({ ALLOW_PRIVATE_UPSTREAMS: 'true' }); // credentials are tested, against nobody
  const [here, elsewhere] = [(await makeProject(admin)).id, (await makeProject(admin)).id];
  world = { admin, projectId: here };
  tokens = new Map([[null, null]]);
  for (const caller of callers) {
    const { memberId } = await admin.signIn(caller.role, caller.projectRoles.map(({ project, role }) => ({ projectId: project === 'here' ? here : elsewhere, role })));
    tokens.set(caller, await tokenOf(memberId, caller.tokenRole));
  }
});
afterAll(() => admin.close());

async function tokenOf(memberId: string, role: string): Promise<string> {
  const { secret, hash, last4 } = mintAccessToken();
  const token = { memberId, name: 'test', hash, last4, role, expiresAt: new Date(Date.now() + 3_600_000) };
  await admin.change((change) => new AccessTokenRepository(admin.database).create(change, token));
  return secret;
}

const routes = routesOfControllers();
const everybody = [...callers, null];
/** Any other status is as good as another, but for a failure of ours. */
type Answer = 'passes' | number;
const refusals: ReadonlySet<number> = new Set([401, 403, 404]);

/** Bodies and versions that no route takes: whoever passes the guards is told so, and nothing is changed. */
async function answerTo(route: Route, address: string, token: string | null): Promise<Answer> {
  asked += 1;
  const { status } = await admin.ask(route.method, address, route.method === 'GET' ? undefined : { 'not a field': true }, { token, headers: { 'if-match': 'no version' } });
  // What concerns nobody but themselves is refused to whoever is not signed in alone; the rest is the handler's own word.
  const refused = route.access?.kind === 'needs' ? refusals.has(status) : status === 401;
  if (status >= 500) return status;
  return refused ? status : 'passes';
}

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_, route) => {
  const keepsIt = route.method !== 'DELETE';
  let address = await addressOf(route, world);
  const answers: [string, Answer][] = [];
  for (const caller of everybody) {
    answers.push([caller?.name ?? 'nobody', await answerTo(route, address, tokens.get(caller) ?? null)]);
    if (!keepsIt) address = await addressOf(route, world);
  }
  expect(answers).toEqual(everybody.map((caller) => [caller?.name ?? 'nobody', expectedAnswer(route, caller)]));
});

test('each of them was asked by everybody', () => {
  expect(asked).toBe(routes.length * everybody.length);
  expect(routes.length).toBeGreaterThan(20);
});

test('each says who may call it', () => {
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
});

test('the server answers to these, and to its own description, and to nothing else', async () => {
  const { url, drop } = await freshDatabase();
  const app = await makeAdminApp(readAdminEnv({ LOG_LEVEL: 'silent' }), url);
  await app.init();
  const served = routesOfServer(app).map(({ method, path }) => `${method} ${path}`);
  await app.close();
  await drop();
  const described = served.filter((route) => /^GET \/api\/(docs|openapi\.json)\b/.test(route));
  expect(served.filter((route) => !described.includes(route)).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});
