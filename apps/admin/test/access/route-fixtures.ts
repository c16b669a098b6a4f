// What stands for the parameters of routes: for each beginning of a path that ends with a parameter, something that is there. A route
// under it needs no line of its own.
import { randomUUID } from 'node:crypto';
import { make, makeKey, makeLedgerRow, makeRequest, makeTier } from '../harness/resources.js';
import type { RunningAdmin } from '../harness/start-admin.js';
import type { Route } from './all-routes.js';

export interface World { admin: RunningAdmin; projectId: string }

/** `before`: what stands for the parameters before it. */
type Fixture = (world: World, before: string[]) => string | Promise<string>;

const makeModel = async ({ admin }: World) => (await make(admin, '/api/models', { id: `model-${randomUUID()}`, type: 'chat' })).id;

const makeBudget = ({ admin, projectId }: World) =>
  make(admin, '/api/budgets', { name: randomUUID(), scope: 'project', value: projectId, window: 'month', capUsd: '1' });

/** Of the organisation: everybody who may see reports sees it. */
const makeSavedReport = (admin: RunningAdmin) => make(admin, '/api/reports/saved', { name: randomUUID(), visibility: 'organisation', query: { span: 'last-month' } });

/** Made anew for each request that may take it away, else once for each route. */
const fixtures: Record<string, Fixture> = {
  '/api/projects/:id': ({ projectId }) => projectId,
  '/api/projects/:projectId': ({ projectId }) => projectId,
  '/api/projects/:projectId/members/:memberId': async ({ admin, projectId }) => (await admin.signIn(null, [{ projectId, role: 'viewer' }])).memberId,
  '/api/projects/:projectId/drills/:id': async ({ admin, projectId }) =>
    (await make(admin, `/api/projects/${projectId}/drills`, { providerId: 'vllm', effect: 'down', share: 1, reason: 'test', durationMinutes: 60 })).id,
  '/api/budgets/:id': async (world) => (await makeBudget(world)).id,
  '/api/budgets/:id/raises/:raiseId': async ({ admin }, [budget]) => {
    const { raises } = await make<{ id: string; raises: { id: string }[] }>(admin, `/api/budgets/${budget}/raises`, { amountUsd: '1', until: new Date(Date.now() + 3_600_000), reason: 'test' });
    return raises.at(-1)!.id;
  },
  '/api/notification-channels/:id': async ({ admin }) => (await make(admin, '/api/notification-channels', { name: randomUUID(), kind: 'webhook', address: 'http://127.0.0.1:9/' })).id,
  '/api/keys/:id': async ({ admin, projectId }) => (await makeKey(admin, projectId)).id,
  '/api/requests/:id': async ({ admin, projectId }) => (await makeRequest(admin, { projectId })).id,
  '/api/ledger/requests/:id': async ({ admin, projectId }) => (await makeLedgerRow(admin, { projectId })).requestId,
  '/api/ledger/proof/:id': async ({ admin }) => {
    const id = randomUUID();
    await admin.query('INSERT INTO ledger_proof (id, started_at, finished_at) VALUES ($1, now(), now())', [id]);
    return id;
  },
  '/api/currency-rates/:currency': () => 'EUR',
  '/api/currency-rates/:currency/:day': async ({ admin }, [currency]) => {
    const day = '2026-11-24';
    await admin.ask('PUT', `/api/currency-rates/${currency}/${day}`, { rate: '0.9217', source: 'test' });
    return day;
  },
  '/api/ledger/periods/:month': () => '2020-01',
  '/api/reports/saved/:id': async ({ admin }) => (await makeSavedReport(admin)).id,
  '/api/reports/saved/:id/schedules/:scheduleId': async ({ admin }, [report]) =>
    (await make(admin, `/api/reports/saved/${report}/schedules`, { cadence: 'daily', time: '08:00', emails: [(await admin.signIn('finance')).email] })).id,
  '/api/tiers/:id': async ({ admin }) => (await makeTier(admin)).id,
  '/api/members/:id': async ({ admin }) => (await admin.signIn('viewer')).memberId,
  '/api/invitations/:id': async ({ admin }) => (await make(admin, '/api/invitations', { email: `${randomUUID()}@example.com`, role: 'viewer' })).id,
  '/api/credentials/:id': async ({ admin }) => (await make(admin, '/api/credentials', { providerId: 'vllm', name: randomUUID(), baseUrl: 'http://127.0.0.1:9/v1' })).id,
  '/api/models/:id': makeModel,
  '/api/models/:id/aliases/:alias': async ({ admin }, [model]) => {
    const alias = `alias-${randomUUID()}`;
    await make(admin, `/api/models/${model}/aliases`, { alias });
    return alias;
  },
  '/api/targets/:id': async (world) => (await make(world.admin, `/api/models/${await makeModel(world)}/targets`, { providerId: 'vllm', upstreamModel: 'm' })).id,
  '/api/audit/:sequence': () => '1',
  '/api/providers/:id': () => 'sandbox',
  // Of whoever asks: what is somebody else's is not there, which is no refusal of the route.
  '/api/sessions/:id': () => 'none',
  '/api/access-tokens/:id': () => 'none',
};

export async function addressOf({ method, path }: Route, world: World): Promise<string> {
  let [pattern, address] = ['', ''];
  const values: string[] = [];
  for (const part of path.split('/').slice(1)) {
    pattern += `/${part}`;
    const fixture = fixtures[pattern];
    if (part.startsWith(':') && !fixture) throw new Error(`${method} ${path}: say in route-fixtures.ts what stands for ${pattern}`);
    if (part.startsWith(':')) values.push(await fixture(world, values));
    address += `/${part.startsWith(':') ? encodeURIComponent(values.at(-1)!) : part}`;
  }
  return address;
}
